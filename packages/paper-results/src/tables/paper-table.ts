import type { Metric, PaperEvaluation } from '../numbers/paper-file.ts';

/** Settings of a method that differ from its defaults. */
export type Settings = Readonly<Record<string, unknown>>;

/** A row of a source that numbers are taken from. */
export interface NumberSource {
  /** Id of a paper of `data/`. */
  readonly paper: string;
  readonly table: string;
  /** The method as printed there. */
  readonly method: string;
}

/** How the images of a feature set are made ready, where a method's paper does it in a way of its own. */
export const RECIPES = ['coop', 'taskres', 'tip'] as const;
export type Recipe = (typeof RECIPES)[number];

/** One method of a table. */
export interface PaperTableRow {
  readonly label: string;
  /** Our name of the method, which need not exist yet. */
  readonly method: string;
  /** Where numbers are looked for, the best first: each cell is of the first source that prints it. */
  readonly sources: readonly NumberSource[];
  /** What our run must have set otherwise than by default, for the numbers of these sources. */
  readonly settings?: Settings;
  /** More of them, by dataset. */
  readonly settingsOn?: Readonly<Record<string, Settings>>;
  /** Nothing is trained: one cell for all shot counts. */
  readonly untrained?: true;
  /** Default `coop`. */
  readonly recipe?: Recipe;
  /** What our method cannot be made to do as the source did it, in a few words: numbers then stand side by side without a verdict. */
  readonly obstacle?: string;
}

/** What `shotbench reproduce` compares: a table of a paper, or what a paper draws, from numbers that were read. */
export interface PaperTable {
  readonly id: string;
  readonly title: string;
  /** Id of the paper, among those of `data/` where its numbers were read. */
  readonly paper: string;
  readonly evaluation: PaperEvaluation;
  /** As printed; `RN50`, `ViT-B/16`, … */
  readonly backbone: string;
  /** Images for each class. */
  readonly shots: readonly number[];
  readonly metrics: readonly Metric[];
  /** Datasets by id, where all is learned from one of them those that are tested on. */
  readonly columns: readonly string[];
  /** The dataset that is learned from, where it is one for all columns. */
  readonly trainedOn?: string;
  /** Runs of each cell, as many as the paper has. */
  readonly seeds: number;
  /**
   * How the paper averages the harmonic mean of base and novel: over the datasets' own, or as that of the averages of base and novel.
   */
  readonly averageOfHarmonicMeans?: 'mean of H' | 'H of means';
  readonly rows: readonly PaperTableRow[];
  /** What has to be known to read it. */
  readonly note?: string;
}

/** The settings that our run must have on a dataset. */
export function settingsFor({ settings = {}, settingsOn = {} }: PaperTableRow, dataset: string): Settings {
  return { ...settings, ...settingsOn[dataset] };
}
