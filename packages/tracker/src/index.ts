/** The SQLite store of runs, and the tables that are read off it. See README.md. */
export type { Duration, DurationFilter } from './durations.ts';
export {
  baseToNovelScore,
  type Evaluation,
  EVALUATION_KINDS,
  type EvaluationKind,
  evaluationKind,
  type EvaluationScore,
  targetScore,
  type TargetSet,
  targetsOf,
} from './evaluation.ts';
export {
  type JsonObject,
  type Protocol,
  PROTOCOLS,
  type RunIdentity,
  runKey,
  UNKNOWN_DATASET_HASH,
} from './identity.ts';
export {
  type Cell,
  type DrawnImages,
  type Evidence,
  type ExternalRun,
  type Provenance,
  type RequeuedState,
  REQUEUED_STATES,
  RUN_STATES,
  type RunError,
  type RunEvent,
  type RunResult,
  type RunRow,
  type RunState,
} from './run.ts';
export { OWN_PART, type Predictions, type TestSet } from './predictions.ts';
export { describeCell } from './describe-cell.ts';
export { findRun } from './find-run.ts';
export { Tracker, type TrackerOptions } from './tracker.ts';
export type { Migration } from './migrations.ts';
export { backupDatabase, type BackupOptions } from './maintenance/backup-database.ts';
export { checkDatabase, type DatabaseCheck, type DatabaseProblem } from './maintenance/check-database.ts';
export { type Disagreement, mergeDatabases, type MergeReport } from './maintenance/merge-databases.ts';
export { migrateDatabase } from './maintenance/migrate-database.ts';
export type { RunFilter } from './sql.ts';
export { sqliteVersion } from './sqlite-version.ts';
export type { RunSummary } from './run-summary.ts';
export { type RunKind, type TableRun, toTableRun } from './table-run.ts';
export { isOldDataset, type TableCell } from './tables/table-cell.ts';
export { summarize, type SummarizeOptions } from './tables/summarize.ts';
export { evaluationCells } from './tables/evaluation-cells.ts';
export { type Dimension, DIMENSIONS, type Place } from './tables/dimensions.ts';
export { type Layout, PAPER_LAYOUT } from './tables/layout.ts';
export { type Mark, markCells, markContest, type MarkOptions } from './tables/marks.ts';
export { arrange, type ArrangeOptions, type Table, type TableRow, type TableValue } from './tables/arrange.ts';
export type { TableAverage } from './tables/table-averages.ts';
export { type Pivot, type PivotRow, pivots } from './tables/pivot.ts';
export type { PivotAverage } from './tables/average.ts';
export {
  type BaseToNovelAverage,
  type BaseToNovelRow,
  type BaseToNovelTable,
  baseToNovelTables,
  type BaseToNovelValue,
} from './tables/base-to-novel-tables.ts';
export { targetTables, type TargetTablesOptions } from './tables/target-tables.ts';
export type { Grid, GridColumn, GridEntry, GridLine, Sheet } from './tables/grid.ts';
export { tableSheet } from './tables/table-sheet.ts';
export { baseToNovelSheet } from './tables/base-to-novel-sheet.ts';
export { formatText } from './tables/format-text.ts';
export { formatMarkdown } from './tables/format-markdown.ts';
export { formatLatex } from './tables/format-latex.ts';
export { csvLine } from './tables/csv-line.ts';
export { formatCsv } from './tables/format-csv.ts';
export { formatJson } from './tables/format-json.ts';
export {
  cellsOf,
  type CellsOptions,
  formatCells,
  formatRuns,
  type FormatRunsOptions,
  TABLE_FORMATS,
  type TableFormat,
} from './tables/format-runs.ts';
export {
  type AverageComparison,
  compareMethods,
  type CompareMethodsOptions,
  type DatasetComparison,
  type MethodComparison,
  type SeedPair,
} from './ranking/compare-methods.ts';
export type { Contender, ContenderChoice } from './ranking/choose-contenders.ts';
export type { Comparison } from './ranking/compare-values.ts';
export { comparisonSheet } from './ranking/comparison-sheet.ts';
export { formatComparisonCsv } from './ranking/format-comparison-csv.ts';
export { formatProbability } from './ranking/format-probability.ts';
export { type RankedMethod, rankMethods, type RankOptions, type Ranking } from './ranking/rank-methods.ts';
export { formatRanking } from './ranking/format-ranking.ts';
export { curvePanels, type Line, type Panel, type Point } from './figures/curve-panels.ts';
export { chooseLines, findPanel, type LineChoice } from './figures/choose-lines.ts';
export { formatCurvesCsv } from './figures/format-curves-csv.ts';
export type { PrintedLine, PrintedNumber, PrintedPoint } from './figures/printed-lines.ts';
export { accuracyFigure, type AccuracyFigureOptions } from './figures/accuracy-figure.ts';
export { accuracyFigures, type AccuracyFiguresOptions, type Figure } from './figures/accuracy-figures.ts';
export { element as svgElement, label as svgLabel } from './figures/svg.ts';
export { svgFile } from './figures/svg-file.ts';
export { type MethodStyle, methodStyles, type MethodStyles } from './figures/method-styles.ts';
export {
  COST_KINDS,
  COST_NAMES,
  costHeading,
  type CostKind,
  type CostName,
  costOf,
  costText,
} from './costs/cost-kinds.ts';
export { costFronts, type FrontOptions } from './costs/cost-fronts.ts';
export {
  type CostFront,
  costLayout,
  type CostLayout,
  type CostLayoutOptions,
  type CostPoint,
} from './costs/cost-layout.ts';
export { costRemarks } from './costs/cost-remarks.ts';
export { costSheet } from './costs/cost-sheet.ts';
export { costsTitle } from './costs/costs-title.ts';
export { drawCosts, type DrawCostsOptions } from './costs/draw-costs.ts';
export { formatCostsCsv, formatCostsJson } from './costs/format-costs.ts';
export { type Machine, machineName } from './costs/machines.ts';
export type { MethodCost, Series } from './costs/method-cost.ts';
export { type Offer, paretoFront } from './costs/pareto-front.ts';
export { type Costs, type CostSource, summarizeCosts, type SummarizeCostsOptions } from './costs/summarize-costs.ts';
export { drawTrials } from './trials/draw-trials.ts';
export { formatTrialsCsv, formatTrialsJson, formatTrialsText } from './trials/format-trials.ts';
export { type RecordedTrial, recordedTrials } from './trials/recorded-trials.ts';
export { trialsOf } from './trials/trials-of.ts';
export { trialsSheet } from './trials/trials-sheet.ts';
export { trialsTitle } from './trials/trials-title.ts';
export {
  type SearchedRun,
  type Trial,
  type TrialParameter,
  trialsTable,
  type TrialsTable,
} from './trials/trials-table.ts';
