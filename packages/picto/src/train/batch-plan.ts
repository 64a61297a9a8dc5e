import { PythonRandom } from '@shotbench/datasets';

/** What a batch is chosen from: images of one concept must never meet in a batch, where each would be the other's counterexample. */
export interface Choosable {
  /** Its place in the icon set. */
  readonly index: number;
  /** Concepts that differ have different keys. */
  readonly key: string;
  /** Whether the image has a place in Unicode's list of emoji, with tags and groups; else it has nothing but a name. */
  readonly isEmoji: boolean;
}

export interface BatchPlan {
  /** Places in the icon set of B images, all of different keys, for a step counted from 0. The same step has the same images. */
  readonly imagesOf: (step: number) => readonly number[];
}

export interface BatchPlanOptions {
  readonly batch: number;
  readonly seed: number;
  /** The share of emoji in a batch. Default 0.78, as in the feasibility study. */
  readonly emojiShare?: number;
}

const EMOJI_SHARE = 0.78;

/**
 * Draws batches: without repetition a key from each kind, then any of its images. A key is drawn with a weight of the
 * square root of the number of its images, so that people, who come in many skin tones, are met more often, but not
 * in proportion.
 */
export function batchPlan(images: readonly Choosable[], options: BatchPlanOptions): BatchPlan {
  const { batch, seed, emojiShare = EMOJI_SHARE } = options;
  const emoji = Math.round(batch * emojiShare);
  const kinds = [
    { count: emoji, keys: byKey(images, true) },
    { count: batch - emoji, keys: byKey(images, false) },
  ];
  return {
    imagesOf(step) {
      const random = new PythonRandom(seed * STRIDE + step);
      const taken = new Set<string>();
      return kinds.flatMap(({ count, keys }) => draw(keys, { count, random, taken }));
    },
  };
}

/** More than any training has steps, so that seeds of different trainings do not meet. */
const STRIDE = 2 ** 28;

interface KeyImages {
  readonly key: string;
  readonly images: readonly number[];
  readonly weight: number;
}

function byKey(images: readonly Choosable[], isEmoji: boolean): readonly KeyImages[] {
  const groups = new Map<string, number[]>();
  for (const { key, index, isEmoji: kind } of images) {
    if (kind !== isEmoji) continue;
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  return [...groups].map(([key, members]) => ({ key, images: members, weight: Math.sqrt(members.length) }));
}

/**
 * Keys without repetition by weight: those with the largest u^(1/w) (P. Efraimidis and P. Spirakis, Information Processing
 * Letters 97, 2006), then one image of each.
 */
function draw(
  keys: readonly KeyImages[],
  { count, random, taken }: { count: number; random: PythonRandom; taken: Set<string> },
): number[] {
  const ranked = keys
    .map((group) => ({ group, rank: Math.log(1 - random.random()) / group.weight }))
    .filter(({ group }) => !taken.has(group.key))
    .sort((a, b) => b.rank - a.rank);
  return ranked.slice(0, count).map(({ group }) => {
    taken.add(group.key);
    return group.images[random.below(group.images.length)]!;
  });
}
