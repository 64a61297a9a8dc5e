/** The names of the files of a feature folder: the one place that knows how they are spelled. */

export const META_FILE = 'meta.json';
export const TEXT_FILE = 'text.npy';

/** As file names spell them; `val` is the validation set. */
export type Split = 'train' | 'val' | 'test';

/** Features (`x`) or labels (`y`). */
export type Part = 'x' | 'y';

const DRAW_FILE = /^(train|val|test)_([1-9]\d{0,8})shot_([xy])\.npy$/;
const TEST_FILE = /^test_([xy])\.npy$/;

/** The file of a split's features or labels; without shots, of the test set that all draws share. */
export function fileName(split: Split, shots: number | undefined, part: Part): string {
  return shots === undefined ? `${split}_${part}.npy` : `${split}_${shots}shot_${part}.npy`;
}

/** What a file name of the layout stands for, or undefined for other names. */
export function parseFileName(name: string): { readonly split: Split; readonly shots?: number } | undefined {
  const draw = DRAW_FILE.exec(name);
  if (draw !== null) return { split: draw[1] as Split, shots: Number(draw[2]) };
  return TEST_FILE.test(name) ? { split: 'test' } : undefined;
}
