import { type RunQuery, runParameters } from '../../../src/shared/run-list/run-query.ts';
import { type Facets, RunSelector } from '../../../src/shared/run-list/run-selector.ts';
import { takeRows } from '../../../src/shared/run-list/run-table.ts';
import type { Runs } from '../../../src/views/runs/runs-api.ts';
import type { DataSource } from '../../data/data-source.ts';
import { type ListRow, rowsOf } from './columns.ts';

/** Rows that are asked for at once. */
export const BLOCK = 100;

/** What passes the filters, without the rows but for a first block of them. */
export interface Selection {
  readonly total: number;
  readonly matching: number;
  readonly facets: Facets;
}

export interface Block {
  readonly rows: readonly ListRow[];
  /** With the first block only. */
  readonly selection: Selection | undefined;
}

/** Where the list gets its rows: `block` counts from 0. */
export type RowSource = (query: RunQuery, block: number) => Promise<Block>;

/** Asks a server for each block; a page without one reads all runs once, and filters and sorts by the same code as a server. */
export function rowSource(data: DataSource): RowSource {
  return data.eventsUrl === undefined ? localRows(data) : serverRows(data);
}

function serverRows(data: DataSource): RowSource {
  return async (query, block) => {
    const asked = { ...runParameters(query), offset: String(block * BLOCK), limit: String(BLOCK) };
    return blockOf(await data.get<Runs>('runs', asked));
  };
}

function localRows(data: DataSource): RowSource {
  let all: Promise<{ readonly answer: Runs; readonly selector: RunSelector }> | undefined;
  const read = async () => {
    const answer = await data.get<Runs>('runs', { limit: 'all' });
    return { answer, selector: new RunSelector(answer.rows) };
  };
  return async (query, block) => {
    const { answer, selector } = await (all ??= read());
    const { rows, facets } = selector.select(query);
    const some = rows.subarray(block * BLOCK, (block + 1) * BLOCK);
    return blockOf({
      ...{ total: answer.total, matching: rows.length, offset: block * BLOCK },
      rows: takeRows(answer.rows, some),
      errors: Array.from(some, (row) => answer.errors[row] ?? null),
      facets: block === 0 ? facets : null,
    });
  };
}

function blockOf({ total, matching, facets, rows, errors }: Runs): Block {
  return { rows: rowsOf({ rows, errors }), selection: facets ? { total, matching, facets } : undefined };
}
