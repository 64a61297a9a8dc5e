import {
  baseToNovelTables,
  evaluationCells,
  type EvaluationKind,
  formatBaseToNovel,
  formatCsv,
  formatJson,
  formatText,
  pivots,
  type PivotsOptions,
  type RunRow,
  summarize,
  type TableCell,
  targetTables,
} from '@shotbench/tracker';

export const FORMATS = ['text', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export interface FormatRunsOptions {
  readonly evaluation: EvaluationKind;
  /** Default `text`. */
  readonly format?: Format;
  readonly testOracle?: boolean;
  /** How text is laid out. */
  readonly arranged?: PivotsOptions;
}

/** The table of those of the runs that were judged by one evaluation. */
export function formatRuns(rows: readonly RunRow[], options: FormatRunsOptions): string {
  const { evaluation, format = 'text', testOracle = false, arranged = {} } = options;
  const cells =
    evaluation === 'few-shot' ? summarize(rows, { testOracle }) : evaluationCells(rows, evaluation, { testOracle });
  if (format === 'csv') return formatCsv(cells);
  if (format === 'json') return formatJson(cells);
  return textOf(cells, evaluation, arranged);
}

function textOf(cells: readonly TableCell[], evaluation: EvaluationKind, arranged: PivotsOptions): string {
  if (evaluation === 'few-shot') return formatText(pivots(cells, arranged));
  if (evaluation === 'base-to-novel') return formatBaseToNovel(baseToNovelTables(cells, arranged));
  return formatText(targetTables(cells, arranged));
}
