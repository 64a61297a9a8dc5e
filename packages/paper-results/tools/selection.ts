import type { PaperProtocol, PaperEvaluation, SourceKind } from '../src/numbers/paper-file.ts';

/** Which raw rows become a block of a paper's file, and what they do not say of themselves. */
export interface BlockSelection {
  /** What the raw rows' `paper` begins with. */
  readonly paper: string;
  /** The raw rows' `table`. */
  readonly raw: string;
  /** How the table is called, where that is not the raw rows' name for it. */
  readonly table?: string;
  readonly backbone: string;
  readonly source: SourceKind;
  readonly evaluation: PaperEvaluation;
  /** Names as printed; absent: all. */
  readonly methods?: readonly string[];
  /** Notes of raw rows that are left out, because they are no single number of a table. */
  readonly without?: RegExp;
  readonly seeds?: number;
  /** Decimals that are printed, where the raw rows have lost them all. */
  readonly decimals?: number;
  readonly note?: string;
  readonly protocols?: Readonly<Record<string, PaperProtocol>>;
  readonly protocolsOn?: Readonly<Record<string, Readonly<Record<string, PaperProtocol>>>>;
  /** Take the printed averages, because there is little else. */
  readonly averages?: true;
}

export interface PaperSelection {
  readonly id: string;
  readonly title: string;
  readonly authors?: string;
  readonly venue: string;
  readonly arxiv?: string;
  readonly blocks: readonly BlockSelection[];
}
