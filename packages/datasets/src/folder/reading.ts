import type { ShotbenchError } from '@shotbench/errors';

import type { Item, Split } from '../dataset.ts';

/** What the reader of a layout makes of a folder, as far as it goes. */
export interface Reading {
  readonly classNames: readonly string[];
  readonly split: Split;
  /** The folder that the paths of the split are relative to. */
  readonly images: string;
  readonly imagenetLabels?: readonly number[];
  /** Everything that is wrong with it. */
  readonly problems: readonly ShotbenchError[];
  /** Images that the split names and the disk lacks. */
  readonly missing: readonly Item[];
}
