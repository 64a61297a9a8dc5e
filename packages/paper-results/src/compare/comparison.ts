import type { Metric } from '../numbers/paper-file.ts';
import type { PaperNumber } from '../numbers/paper-number.ts';
import type { PaperTable, PaperTableRow } from '../tables/paper-table.ts';
import type { ResultOrigin } from './our-result.ts';

/**
 * - `within-interval`: the printed number lies in our 95% t-interval over seeds;
 * - `within-tolerance`: it does not, or there is none, but the difference is within the tolerance;
 * - `off`: it is not;
 * - `not-comparable`: both are there, but they are not of the same thing, see `reasons`;
 * - `missing`: we have no run;
 * - `not-printed`: no source that was read prints a number.
 */
export const VERDICTS = [
  'within-interval',
  'within-tolerance',
  'off',
  'not-comparable',
  'missing',
  'not-printed',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Our side of a cell. */
export interface OurCell {
  /** Percent. */
  readonly mean: number;
  readonly n: number;
  /** Half of the 95% t-interval; absent for one run. */
  readonly halfWidth?: number;
  readonly protocol: string;
  readonly origin?: ResultOrigin;
}

export interface ComparedCell {
  readonly row: PaperTableRow;
  readonly dataset: string;
  /** 0 where nothing is trained. */
  readonly shots: number;
  readonly metric: Metric;
  readonly verdict: Verdict;
  /** Absent where it is not printed. */
  readonly paper?: PaperNumber;
  readonly ours?: OurCell;
  /** Ours less the paper's, in points. */
  readonly delta?: number;
  /** Why the two cannot be judged by each other; empty where they can. */
  readonly reasons: readonly string[];
}

/** The mean of a row over the datasets, where all of them have both numbers. */
export interface ComparedAverage {
  readonly row: PaperTableRow;
  readonly shots: number;
  readonly metric: Metric;
  readonly paper: number;
  /** Absent unless we have all of it too. */
  readonly ours?: number;
  readonly delta?: number;
}

export interface Comparison {
  readonly table: PaperTable;
  /** Points. */
  readonly tolerance: number;
  readonly cells: readonly ComparedCell[];
  readonly averages: readonly ComparedAverage[];
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Printed numbers that ours were judged by, in percent of all that are printed. */
  readonly coverage: number;
}
