import { EVALUATION_KINDS, formatLatex, formatMarkdown } from '@shotbench/tracker';
import { z } from 'zod';

import type { Snapshot } from '../../results/snapshot.ts';
import { FILTERS, readRunQuery, type RunQuery, SORT_COLUMNS } from '../../shared/run-list/run-query.ts';
import { type Facets, RunSelector } from '../../shared/run-list/run-selector.ts';
import { mapped, type RunTable, takeRows } from '../../shared/run-list/run-table.ts';
import { nameParameter, numberParameter } from '../parameters.ts';
import type { Source } from '../source.ts';
import type { ViewApi } from '../view-api.ts';
import { errorLines } from './error-lines.ts';
import { formatRunsCsv, formatRunsJson } from './format-run-list.ts';
import { listRuns, type RunList } from './list-runs.ts';
import { runsSheet } from './runs-sheet.ts';

/** Rows of an answer to a page that scrolls. */
const MOST_ROWS = 500;
const USUAL_ROWS = 100;

/** A folder of the page without a server holds no list that is longer: its file would be of several megabytes. */
export const MOST_EXPORTED_RUNS = 20_000;

const limit = z
  .string('expected one number')
  .refine((text) => text === 'all' || (/^\d{1,3}$/.test(text) && +text >= 1 && +text <= MOST_ROWS), {
    message: `expected 1 to ${MOST_ROWS}, or all`,
  })
  .transform((text) => (text === 'all' ? Infinity : Number(text)));

const query = z.strictObject({
  ...mapped(FILTERS, () => nameParameter.optional()),
  find: nameParameter.optional(),
  sort: z.enum(SORT_COLUMNS, `expected one of ${SORT_COLUMNS.join(', ')}`).optional(),
  /** Whether the greatest comes first. */
  descending: z.literal('yes', 'expected yes').optional(),
  /** The first row of the answer. */
  offset: numberParameter.optional(),
  /** How many; `all` is for copies of the page without a server, which filter and sort by themselves. */
  limit: limit.optional(),
});

type Query = z.infer<typeof query>;

/** The runs that pass filters, a block of them at a time. */
export interface Runs {
  /** Runs of the results file. */
  readonly total: number;
  /** Those that pass all filters. */
  readonly matching: number;
  readonly offset: number;
  readonly rows: RunTable;
  /** For each of the rows the first line of its error; null where it has none. */
  readonly errors: readonly (string | null)[];
  /** With the first block only. */
  readonly facets: Facets | null;
}

export const runsApi: ViewApi<Query, Runs> = {
  name: 'runs',
  query,
  answer: (source, asked) => {
    const { list, selector } = listOf(source.snapshot);
    const { rows, facets } = selector.select(runQuery(asked));
    const { offset = 0, limit = USUAL_ROWS } = asked;
    const block = rows.subarray(offset, offset + limit);
    return {
      ...{ total: list.runs.length, matching: rows.length, offset },
      rows: takeRows(list.table, block),
      errors: errorLines(
        source.tracker,
        Array.from(block, (row) => list.runs[row]!),
      ),
      facets: offset === 0 ? facets : null,
    };
  },
  documents: {
    csv: (source, asked) => formatRunsCsv(...selectedRows(source, asked)),
    json: (source, asked) => formatRunsJson(...selectedRows(source, asked)),
    md: (source, asked) => formatMarkdown(runsSheet(...selectedRows(source, asked))),
    tex: (source, asked) => formatLatex(runsSheet(...selectedRows(source, asked))),
  },
  pages: ({ snapshot }) => [{}, ...(snapshot.runs.length <= MOST_EXPORTED_RUNS ? [{ limit: 'all' }] : [])],
};

/** All runs of a snapshot in the order of lists, and what filters and sorts them. */
export function listOf(snapshot: Snapshot): { readonly list: RunList; readonly selector: RunSelector } {
  return snapshot.derived('runs', () => {
    const list = listRuns(
      snapshot.runs,
      EVALUATION_KINDS.flatMap((kind) => snapshot.cells(kind)),
    );
    return { list, selector: new RunSelector(list.table) };
  });
}

function selectedRows({ snapshot }: Source, asked: Query): [list: RunList, rows: Uint32Array] {
  const { list, selector } = listOf(snapshot);
  return [list, selector.select(runQuery(asked)).rows];
}

function runQuery({ offset: _offset, limit: _limit, ...asked }: Query): RunQuery {
  return readRunQuery(asked);
}
