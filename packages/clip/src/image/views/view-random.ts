import { sha256 } from '@shotbench/content-hash';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Which view of which image; any whole numbers. */
export interface ViewKey {
  readonly seed: number;
  /** The image's place in its data set. */
  readonly index: number;
  /** 0 for the first view of an image. */
  readonly view: number;
}

/** The state is a hash of the key, so a view depends on no other and near keys give unlike numbers. */
export function viewRandom({ seed, index, view }: ViewKey): RandomGenerator {
  const digest = sha256(`view ${seed} ${index} ${view}`);
  return xoroshiro128plusFromState([0, 8, 16, 24].map((at) => Number.parseInt(digest.slice(at, at + 8), 16) | 0));
}
