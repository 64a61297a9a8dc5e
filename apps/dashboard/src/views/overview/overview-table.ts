import type { Protocol } from '@shotbench/tracker';

import type { PrintedNumber } from './printed-number.ts';

/** A comparison table in JSON, where `undefined` does not exist: what the command line prints, the tables of all protocols in one. */
export interface OverviewTable {
  readonly backbone: string;
  /** Null where shot counts are the columns. */
  readonly shots: number | null;
  /** The one dataset, where shot counts are the columns. */
  readonly dataset: string | null;
  /** The set that all rows were trained on, where the columns are sets that they are tested on. */
  readonly trainedOn: string | null;
  readonly columns: readonly OverviewColumn[];
  /** Protocol after protocol, within which methods compete, unless protocols are mixed. */
  readonly rows: readonly OverviewRow[];
  /** What its numbers do not contain. */
  readonly failed: number;
  readonly missing: number;
}

export interface OverviewColumn {
  /** Unique in the table: the name of what it shows. */
  readonly key: string;
  /** Neighbours of one group have it as a common heading above their own. */
  readonly group: string | null;
  readonly heading: string;
  /** Which runs its numbers are of; both null for averages. */
  readonly dataset: string | null;
  readonly shots: number | null;
  /** `average` for means over datasets, `printed` for what only a paper has. */
  readonly kind: 'value' | 'average' | 'printed';
}

export interface OverviewRow {
  readonly method: string;
  readonly protocol: Protocol;
  /** In the order of the columns; null where nothing was ever planned. */
  readonly entries: readonly (OverviewEntry | null)[];
}

export interface OverviewEntry {
  /** Percent; null where no run is done. */
  readonly mean: number | null;
  /** Half width of the 95% t-interval over seeds. */
  readonly interval: number | null;
  /** Done runs; null for averages of datasets that do not share their seeds. */
  readonly n: number | null;
  readonly failed: number;
  readonly missing: number;
  /** To print bold, and underlined: see `Mark` of the tracker. */
  readonly best: boolean;
  readonly second: boolean;
  /** The paper's number beside it. */
  readonly printed?: PrintedNumber;
}
