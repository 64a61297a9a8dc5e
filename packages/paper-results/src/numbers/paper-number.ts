import type { Metric, PaperEvaluation, PaperProtocol, SourceKind } from './paper-file.ts';

/** One number as a paper prints it. */
export interface PaperNumber {
  /** Id of the paper or repository that prints it, which need not be the method's own. */
  readonly paper: string;
  /** Such as `Table 2`. */
  readonly table: string;
  /** Where it was read. */
  readonly read: string;
  readonly source: SourceKind;
  /** As printed. */
  readonly method: string;
  /** Our name of the method; absent where we have none. */
  readonly methodId?: string;
  readonly backbone: string;
  readonly evaluation: PaperEvaluation;
  readonly metric: Metric;
  /** Our id of the dataset, of the one tested on where that is not the one learned from; `average` where only that is printed. */
  readonly dataset: string;
  /** 0 where nothing was trained. */
  readonly shots: number;
  readonly protocol: PaperProtocol;
  /** Percent. */
  readonly value: number;
  /** Decimals that are printed. */
  readonly decimals: number;
  /** Runs that it is the mean of, where that is known. */
  readonly seeds?: number;
  /** Printed spread over them, in points. */
  readonly spread?: number;
  /** How far the value may be from the drawn one, in points; of curves alone. */
  readonly readingError?: number;
  /** Why the printed number cannot be right. */
  readonly misprint?: string;
  /** What else the source says about its numbers. */
  readonly note?: string;
}
