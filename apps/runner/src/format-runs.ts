import {
  arrange,
  baseToNovelSheet,
  baseToNovelTables,
  evaluationCells,
  type EvaluationKind,
  formatCsv,
  formatJson,
  formatLatex,
  formatMarkdown,
  formatText,
  type Layout,
  PAPER_LAYOUT,
  type Sheet,
  summarize,
  type TableCell,
  type TableRun,
  tableSheet,
  targetTables,
} from '@shotbench/tracker';

export const FORMATS = ['text', 'csv', 'json', 'markdown', 'latex'] as const;
export type Format = (typeof FORMATS)[number];

export interface CellsOptions {
  readonly evaluation: EvaluationKind;
  readonly testOracle?: boolean;
  /** How text, Markdown and LaTeX are laid out; in all formats, cells are of single seeds where it has these. */
  readonly layout?: Layout;
}

export interface FormatRunsOptions extends CellsOptions {
  /** Default `text`. */
  readonly format?: Format;
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

/** The table of those of the runs that were judged by one evaluation. */
export function formatRuns(runs: readonly TableRun[], options: FormatRunsOptions): string {
  const { format = 'text', mixProtocols = false } = options;
  const cells = cellsOf(runs, options);
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
