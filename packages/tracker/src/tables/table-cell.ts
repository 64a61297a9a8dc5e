import type { Evaluation } from '../evaluation.ts';
import type { Protocol } from '../identity.ts';

/** The runs of one method on one dataset at one shot count, over seeds. */
export interface TableCell {
  /** The dataset's name; with `@` and the first 8 digits of its hash where a newer version of the dataset has runs. */
  readonly dataset: string;
  readonly datasetHash: string;
  readonly backbone: string;
  readonly shots: number;
  /** The method with what keeps its numbers apart, for example `taskres (alpha=1) [cpu]`. */
  readonly method: string;
  readonly protocol: Protocol;
  /** Number of done runs; 0 where all are still missing or have failed. */
  readonly n: number;
  /** Percent; undefined where n is 0. */
  readonly mean: number | undefined;
  /** Sample standard deviation (n − 1); undefined below two runs. */
  readonly std: number | undefined;
  /** Half width of the 95% t-interval; undefined below two runs. */
  readonly interval: number | undefined;
  readonly failed: number;
  /** Queued, running or interrupted. */
  readonly missing: number;
  /** Seeds of the done runs in ascending order, null first. */
  readonly seeds: readonly (number | null)[];
  /** Accuracies of the done runs in the order of `seeds`. */
  readonly values: readonly number[];
  /** Keys of all runs of this cell, whatever their state, by seed: the way from a number back to its runs. */
  readonly keys: readonly string[];
  /** Mean time of fitting and evaluating, in minutes. Left out of exports, which are equal for equal results. */
  readonly minutes: number | undefined;
  /** Whether a newer version of the dataset, the engine or the configuration has taken the plain label. */
  readonly superseded: boolean;
  /** Where each seed has a cell of its own: which that is. */
  readonly seed?: number | null;
  /** Which number of its runs the cell is of; absent where that is their accuracy. */
  readonly metric?: string;
  /** Absent for few-shot runs. */
  readonly evaluation?: Evaluation;
}

/** Whether the cell is of an older version of its dataset, which averages leave out: it would count twice. */
export function isOldDataset({ dataset, datasetHash }: Pick<TableCell, 'dataset' | 'datasetHash'>): boolean {
  return dataset.includes('@') && dataset.endsWith(`@${datasetHash.slice(0, 8)}`);
}
