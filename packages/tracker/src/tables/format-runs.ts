import type { EvaluationKind } from '../evaluation.ts';
import type { TableRun } from '../table-run.ts';
import { arrange } from './arrange.ts';
import { baseToNovelSheet } from './base-to-novel-sheet.ts';
import { baseToNovelTables } from './base-to-novel-tables.ts';
import { evaluationCells } from './evaluation-cells.ts';
import { formatCsv } from './format-csv.ts';
import { formatJson } from './format-json.ts';
import { formatLatex } from './format-latex.ts';
import { formatMarkdown } from './format-markdown.ts';
import { formatText } from './format-text.ts';
import type { Sheet } from './grid.ts';
import { type Layout, PAPER_LAYOUT } from './layout.ts';
import { summarize } from './summarize.ts';
import type { TableCell } from './table-cell.ts';
import { tableSheet } from './table-sheet.ts';
import { targetTables } from './target-tables.ts';

export const TABLE_FORMATS = ['text', 'csv', 'json', 'markdown', 'latex'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export interface CellsOptions {
  readonly evaluation: EvaluationKind;
  /** Whether to show runs that were tuned on test data. Default false. */
  readonly testOracle?: boolean;
  /** How text, Markdown and LaTeX are laid out; in all formats, cells are of single seeds where it has these. */
  readonly layout?: Layout;
}

export interface FormatRunsOptions extends CellsOptions {
  /** Default `text`. */
  readonly format?: TableFormat;
  readonly mixProtocols?: boolean;
  /** Which datasets are shown, in their order. Default: all, by name. */
  readonly datasets?: readonly string[] | undefined;
}

/** The table cells of those of the runs that were judged by one evaluation. */
export function cellsOf(runs: readonly TableRun[], options: CellsOptions): TableCell[] {
  const { evaluation, testOracle = false, layout = PAPER_LAYOUT } = options;
  const bySeed = [layout.rows, layout.columns, layout.facets].some((dimensions) => dimensions.includes('seed'));
  return evaluation === 'few-shot'
    ? summarize(runs, { testOracle, bySeed })
    : evaluationCells(runs, evaluation, { testOracle, bySeed });
}

/** The table of those of the runs that were judged by one evaluation, as `shotbench table` prints it. */
export function formatRuns(runs: readonly TableRun[], options: FormatRunsOptions): string {
  return formatCells(cellsOf(runs, options), options);
}

/** The table of cells of one evaluation, as {@link cellsOf} makes them with the same options. */
export function formatCells(cells: readonly TableCell[], options: Omit<FormatRunsOptions, 'testOracle'>): string {
  const { format = 'text', mixProtocols = false } = options;
  if (format === 'csv') return formatCsv(cells, { mixProtocols });
  if (format === 'json') return formatJson(cells, { mixProtocols });
  const sheet = sheetOf(cells, options);
  if (format === 'markdown') return formatMarkdown(sheet);
  return format === 'latex' ? formatLatex(sheet) : formatText(sheet);
}

function sheetOf(cells: readonly TableCell[], options: FormatRunsOptions): Sheet {
  const { evaluation, layout = PAPER_LAYOUT, mixProtocols = false, datasets } = options;
  const arranged = { mixProtocols, ...(datasets && { datasets }) };
  if (evaluation === 'few-shot') return tableSheet(arrange(cells, layout, arranged));
  if (evaluation === 'base-to-novel') return baseToNovelSheet(baseToNovelTables(cells, arranged));
  return tableSheet(targetTables(cells, { mixProtocols, layout }));
}
