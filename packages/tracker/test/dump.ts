import Sqlite from 'better-sqlite3';

const TABLES = ['runs', 'draws', 'provenances', 'test_sets', 'predictions', 'logs', 'events'];

/** Everything that a results file holds, as text, in an order that does not depend on when it was written. */
export function dump(file: string): Record<string, string[]> {
  const db = new Sqlite(file, { readonly: true });
  const rows = (table: string): string[] =>
    (db.prepare(`SELECT * FROM ${table}`).all() as object[])
      .map((row) => JSON.stringify({ ...row, ...(table === 'events' && { id: 0 }) }))
      .sort();
  const all = Object.fromEntries(TABLES.map((table) => [table, rows(table)]));
  db.close();
  return all;
}
