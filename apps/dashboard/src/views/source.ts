import type { Tracker } from '@shotbench/tracker';

import type { Snapshot } from '../results/snapshot.ts';

/** What views answer from. */
export interface Source {
  /** All runs and cells in memory: what tables, curves and lists are made of. */
  readonly snapshot: Snapshot;
  /** For what is too long to be kept in memory, such as the predictions of one run. Opened read-only. */
  readonly tracker: Tracker;
  /** The datasets of whose test images there are pictures. Default: none. */
  readonly pictured?: ReadonlySet<string> | undefined;
}
