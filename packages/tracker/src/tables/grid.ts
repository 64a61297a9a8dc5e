import type { Mark } from './marks.ts';

/** A number of a printed table. */
export interface GridEntry extends Partial<Mark> {
  /** Percent; undefined where there is no number. */
  readonly mean?: number | undefined;
  /** Half width of its interval. */
  readonly interval?: number | undefined;
  /** Done runs and planned ones, where these differ. */
  readonly partial?: { readonly done: number; readonly planned: number } | undefined;
  /** What is printed where the entry is no percentage, such as a p-value. */
  readonly text?: string | undefined;
}

export interface GridColumn {
  /** Neighbours of one group have it as a common heading above their own. */
  readonly group?: string;
  readonly heading: string;
}

export interface GridLine {
  readonly labels: readonly string[];
  readonly entries: readonly GridEntry[];
  /** Whether the line is set apart from those above it. */
  readonly isApart?: boolean;
}

/** A table as it is printed, whatever its numbers are and whatever it is printed as. */
export interface Grid {
  readonly title: string;
  /** Headings of the labels. */
  readonly labels: readonly string[];
  readonly columns: readonly GridColumn[];
  readonly lines: readonly GridLine[];
  /** What its numbers do not contain. */
  readonly notes: readonly string[];
}

/** Grids and what explains them. */
export interface Sheet {
  readonly grids: readonly Grid[];
  /** What a number is. */
  readonly measure: readonly string[];
  /** What else is to be known. */
  readonly remarks: readonly string[];
}
