import type { Database } from 'better-sqlite3';

import { runKey } from '../identity.ts';
import { kindColumns } from '../kinds.ts';
import { toRunRow } from '../row.ts';
import type { DatabaseProblem } from './check-database.ts';

const ROWS = `
  SELECT kinds.*, runs.*, provenances.provenance FROM runs LEFT JOIN kinds ON kinds.id = runs.kind
    LEFT JOIN provenances ON provenances.hash = runs.provenance`;

/**
 * Each run's row reads back, a result included where its state has one; its key and the columns that SQL filters by are those of its identity.
 */
export function* checkRuns(db: Database): Generator<DatabaseProblem> {
  for (const row of db.prepare(ROWS).iterate() as IterableIterator<StoredRow>) {
    const problems = problemsOf(row);
    for (const problem of problems) yield { table: 'runs', row: row.key.slice(0, 12), problem };
  }
}

type StoredRow = Readonly<Record<string, unknown>> & { readonly key: string };

function problemsOf(row: StoredRow): string[] {
  try {
    const { identity, variant } = toRunRow(row);
    const key = runKey(identity);
    const wrongKey = key === row.key ? [] : [`its identity has the key ${key}; expected ${row.key}`];
    const wrong = Object.entries({ ...kindColumns(identity, variant), seed: identity.seed }).filter(
      ([name, expected]) => row[name] !== expected,
    );
    return [...wrongKey, ...wrong.map(([name, expected]) => `${name} is ${String(row[name])}; expected ${expected}`)];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
