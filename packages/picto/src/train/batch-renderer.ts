import type { ClipTokenizer } from '@shotbench/clip';
import { PythonRandom } from '@shotbench/datasets';

import { captionOf } from '../captions/caption-of.ts';
import { randomBackground } from '../composite/background.ts';
import { composite } from '../composite/composite.ts';
import { randomPose, TRAINING_POSE } from '../composite/pose.ts';
import type { Icon } from '../icons/icon.ts';
import type { IconSet } from '../icons/icon-set.ts';
import { colourNoise } from './colour-noise.ts';
import { type RenderedBatch, textLengthAt } from './contrastive-batch.ts';
import { knowsLeftFromRight } from './handedness.ts';

export interface RendererOptions {
  readonly set: IconSet;
  readonly tokenizer: ClipTokenizer;
  readonly contextLength: number;
  /** S, the side of the images in pixels. */
  readonly size: number;
  readonly seed: number;
}

/** One step's images, by their indices in the icon set. */
export interface BatchRequest {
  readonly step: number;
  readonly images: readonly number[];
}

/** Draws pose, background, colours and caption of every image of a batch; the same step gives the same batch. */
export function batchRenderer(options: RendererOptions): (request: BatchRequest) => RenderedBatch {
  const { set, tokenizer, contextLength, size, seed } = options;
  return ({ step, images }) => {
    const random = new PythonRandom(seed * STRIDE + step);
    const length = textLengthAt(step, contextLength);
    const rgb = new Uint8Array(images.length * size * size * 3);
    const ids = new Int32Array(images.length * contextLength);
    const ends = new Int32Array(images.length);
    images.forEach((index, row) => {
      const icon = set.icons[index]!;
      rgb.set(picture(icon, set.pixels(index), { random, set, size }), row * size * size * 3);
      const tokens = shortCaption(icon, { random, tokenizer, length });
      ids.set(tokens, row * contextLength);
      ends[row] = tokens.length - 1;
    });
    return { step, rgb, ids, ends };
  };
}

/** More than any training has steps; odd, so that streams differ from those that choose the images. */
const STRIDE = 2 ** 28 + 1;

function picture(
  icon: Icon,
  rgba: Uint8Array,
  { random, set, size }: { random: PythonRandom; set: IconSet; size: number },
): Uint8Array {
  const ranges = knowsLeftFromRight(icon.label) ? { ...TRAINING_POSE, flip: false } : TRAINING_POSE;
  const pose = randomPose(random, ranges);
  const sprite = { size: set.size, rgba: colourNoise(rgba, random) };
  return composite(sprite, pose, randomBackground(random, size));
}

/** How often a caption is drawn anew when it is too long for the batch. */
const DRAWS = 8;

function shortCaption(
  icon: Icon,
  { random, tokenizer, length }: { random: PythonRandom; tokenizer: ClipTokenizer; length: number },
): readonly number[] {
  for (let i = 0; i < DRAWS; i++) {
    const tokens = tokenizer.encode(captionOf(icon, random));
    if (tokens.length <= length) return tokens;
  }
  const label = tokenizer.encode(icon.label).slice(0, length);
  label[label.length - 1] = tokenizer.endOfText;
  return label;
}
