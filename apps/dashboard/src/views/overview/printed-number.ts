import type { Verdict } from '@shotbench/paper-results';

/** A paper's number, as `shotbench reproduce` prints it. */
export interface PrintedNumber {
  /** With the decimals that are printed. */
  readonly value: string;
  /** Ours less the paper's in points, with its sign; null where we have none. */
  readonly difference: string | null;
  /** What stands behind the difference: `=`, `~`, `!`, `?`. */
  readonly sign: string;
  readonly verdict: Verdict | null;
  /** Why the two cannot be judged by each other. */
  readonly reasons: readonly string[];
  /** Where it was read; null for averages, which are computed. */
  readonly source: string | null;
}
