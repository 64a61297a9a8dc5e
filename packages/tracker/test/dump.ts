import Sqlite from 'better-sqlite3';

const TABLES = ['runs', 'draws', 'provenances', 'test_sets', 'predictions', 'logs', 'events'];

/** What kind a run is of is told by the kind itself. Kinds that no run is of any more say nothing. */
const SELECTS: Readonly<Record<string, string>> = {
  runs: 'SELECT * FROM runs JOIN kinds ON kinds.id = runs.kind',
};

/** Ids count rows in the order in which they were written. */
const NUMBERED = { id: 0, kind: 0 };

/** Everything that a results file holds, as text, in an order that does not depend on when it was written. */
export function dump(file: string): Record<string, string[]> {
  const db = new Sqlite(file, { readonly: true });
  const rows = (table: string): string[] =>
    (db.prepare(SELECTS[table] ?? `SELECT * FROM ${table}`).all() as object[])
      .map((row) => JSON.stringify({ ...row, ...(table === 'runs' && NUMBERED), ...(table === 'events' && { id: 0 }) }))
      .sort();
  const all = Object.fromEntries(TABLES.map((table) => [table, rows(table)]));
  db.close();
  return all;
}
