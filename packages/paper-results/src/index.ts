/** Numbers that papers print, their tables, and how ours compare. See README.md. */
export { AVERAGE, BENCHMARK_SETS, DATASET_IDS, SHIFTED_SETS } from './names/dataset-names.ts';
export { methodId } from './names/method-names.ts';
export type { Metric, PaperEvaluation, PaperFile, PaperProtocol, SourceKind } from './numbers/paper-file.ts';
export type { PaperNumber } from './numbers/paper-number.ts';
export { type PaperFilter, paperNumbers } from './numbers/paper-numbers.ts';
export { PAPERS } from './numbers/papers.ts';
export { backbonesOf, narrowTable, type Narrowing } from './tables/narrow-table.ts';
export {
  type NumberSource,
  type PaperTable,
  type PaperTableRow,
  type Recipe,
  RECIPES,
  type Settings,
  settingsFor,
} from './tables/paper-table.ts';
export { findPaperTable, PAPER_TABLES } from './tables/paper-tables.ts';
export { compareWithPaper, type CompareOptions, DEFAULT_TOLERANCE } from './compare/compare-with-paper.ts';
export {
  type ComparedAverage,
  type ComparedCell,
  type Comparison,
  type OurCell,
  type Verdict,
  VERDICTS,
} from './compare/comparison.ts';
export type { OurResult, ResultOrigin } from './compare/our-result.ts';
export { formatComparisonCsv } from './format/format-csv.ts';
export { formatComparisonJson } from './format/format-json.ts';
export { formatComparisonMarkdown } from './format/format-markdown.ts';
export { formatComparison } from './format/format-text.ts';
export { signed, SIGNS } from './format/signs.ts';
export { summaryLines } from './format/summary.ts';
