/** The list of runs without a server, for the command line. */
export { FILTERS, type FilterColumn, readRunQuery, SORT_COLUMNS } from '../../shared/run-list/run-query.ts';
export { RunSelector } from '../../shared/run-list/run-selector.ts';
export { recordAt, type RunRecord, SHOWN_DIGITS } from '../../shared/run-list/run-table.ts';
export { errorLines } from './error-lines.ts';
export { formatRunsCsv, formatRunsJson } from './format-run-list.ts';
export { cellsOf, listRuns, type RunList } from './list-runs.ts';
export { runsSheet } from './runs-sheet.ts';
