import type { Metric } from '../numbers/paper-file.ts';
import type { Settings } from '../tables/paper-table.ts';

/** What we measured for one cell, over seeds. */
export interface OurResult {
  readonly method: string;
  /** The dataset tested on, by id. */
  readonly dataset: string;
  /** Whatever for methods that train nothing. */
  readonly shots: number;
  /** As papers write it: `RN50`, `ViT-B/16`, … */
  readonly backbone: string;
  readonly metric: Metric;
  /** Percent, one for each seed. */
  readonly values: readonly number[];
  /** How hyper-parameters were chosen: `fixed`, `few-shot-val`, `full-val` or `test-oracle`. */
  readonly protocol: string;
  /** Settings that differ from the method's defaults. Default: none. */
  readonly settings?: Settings;
  /** What else is not as in papers, in a few words each, such as fewer test images. Default: nothing. */
  readonly differences?: readonly string[];
  /** Passed on to the comparison. */
  readonly origin?: ResultOrigin;
}

/** The way from a number back to its runs. */
export interface ResultOrigin {
  /** Of one of them. */
  readonly key: string;
  /** What our tables call the method. */
  readonly method: string;
  /** The feature set tested on. */
  readonly set: string;
}
