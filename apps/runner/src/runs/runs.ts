import {
  cellsOf,
  errorLines,
  FILTERS,
  formatRunsCsv,
  formatRunsJson,
  listRuns,
  readRunQuery,
  recordAt,
  RunSelector,
  runsSheet,
  SHOWN_DIGITS,
} from '@shotbench/dashboard/run-list';
import { EVALUATION_KINDS, formatLatex, formatMarkdown, Tracker } from '@shotbench/tracker';

import { formatRunRows } from './format-run-rows.ts';

export interface RunsOptions {
  readonly db: string;
  readonly format: 'text' | 'csv' | 'json' | 'markdown' | 'latex';
  /** Filters and order, by the names that the dashboard's addresses have for them. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

/**
 * The runs that pass filters, as the dashboard lists them.
 * @throws ShotbenchError `TRACKER_MISSING` and others where there is no database to read.
 */
export function runs({ db, format, query }: RunsOptions): string {
  const tracker = Tracker.openReadOnly(db);
  try {
    const summaries = tracker.runSummaries();
    const list = listRuns(
      summaries,
      EVALUATION_KINDS.flatMap((kind) => cellsOf(summaries, kind)),
    );
    const { rows, facets } = new RunSelector(list.table).select(readRunQuery(query));
    if (format === 'csv') return formatRunsCsv(list, rows);
    if (format === 'json') return formatRunsJson(list, rows);
    if (format === 'markdown') return formatMarkdown(runsSheet(list, rows));
    if (format === 'latex') return formatLatex(runsSheet(list, rows));
    const errors = errorLines(
      tracker,
      Array.from(rows, (row) => list.runs[row]!),
    );
    const shown = Array.from(rows, (row, i) => {
      const run = recordAt(list.table, row);
      return { run: { ...run, key: run.key.slice(0, SHOWN_DIGITS) }, error: errors[i] ?? null };
    });
    const isNarrowed = [...FILTERS, 'find'].some((name) => query[name] !== undefined);
    const states = facets.state.values.filter(({ value }) => query['state'] === undefined || value === query['state']);
    const counts = states.map(({ value, count }) => `${count} ${value}`);
    const of = isNarrowed ? `${rows.length} of ${summaries.length} runs` : `${summaries.length} runs`;
    return [
      ...(shown.length === 0 ? [] : [formatRunRows(shown), '\n']),
      `${[of, ...(rows.length === 0 ? [] : counts)].join(', ')}\n`,
      ...(shown.some(({ run }) => run.state === 'failed')
        ? ['"shotbench retry --failed" runs failed ones again\n']
        : []),
    ].join('');
  } finally {
    tracker.close();
  }
}
