import { ShotbenchError } from '@shotbench/errors';
import type { Database } from 'better-sqlite3';

import { runKey } from '../identity.ts';
import { kindStore } from '../kinds.ts';
import { corrupt } from '../row.ts';
import { identitySchema, parseAs } from '../schemas.ts';
import type { RunColumns } from './stored-run.ts';

/** Where runs are copied from and to. */
export interface CopyRunOptions {
  /** Of the database that is read, for messages. */
  readonly file: string;
  readonly from: Database;
  readonly into: Database;
}

/** Copies rows with what is stored beside them. */
export interface RunCopier {
  /** A run that is not there yet. */
  insert(theirs: RunColumns): void;
  /** All of a run's row and what lies beside it, in place of what was there; its history is left. */
  replace(theirs: RunColumns): void;
  /** What two rows of a run say together, whichever is left: who asked for it first, how often it was begun, and its history. */
  merge(ours: RunColumns, theirs: RunColumns): void;
}

/** What goes with a run's row, and is of that row's last attempt. */
const BESIDE = ['predictions', 'logs'] as const;

export function runCopier({ file, from, into }: CopyRunOptions): RunCopier {
  const runs = columnNames(into, 'runs');
  const insertRun = into.prepare(insertSql('runs', runs));
  const updateRun = into.prepare(`UPDATE runs SET ${runs.map((name) => `${name} = @${name}`).join()} WHERE key = @key`);
  const kindOf = kindStore(into);
  const here = (columns: RunColumns): RunColumns => ({ ...columns, kind: kindOf(columns) });
  const updateOrigin = into.prepare(
    'UPDATE runs SET created_at = @created_at, kind = @kind, planned_by = @planned_by, attempts = @attempts WHERE key = @key',
  );
  const dropBeside = BESIDE.map((table) => into.prepare(`DELETE FROM ${table} WHERE key = ?`));
  const copyDraw = copyByHash(from, into, 'draws');
  const copyProvenance = copyByHash(from, into, 'provenances');
  const copyTestSet = copyByHash(from, into, 'test_sets');
  const beside = BESIDE.map((table) => ({
    read: from.prepare(`SELECT * FROM ${table} WHERE key = ?`),
    write: into.prepare(insertSql(table, columnNames(into, table))),
  }));
  const readEvents = from.prepare('SELECT key, at, kind, reason, before FROM events WHERE key = ? ORDER BY id');
  const writeEvent = into.prepare(`
    INSERT INTO events (key, at, kind, reason, before) SELECT @key, @at, @kind, @reason, @before
    WHERE NOT EXISTS (SELECT 1 FROM events
      WHERE key = @key AND at = @at AND kind = @kind AND reason = @reason AND before IS @before)`);

  function copyShared(theirs: RunColumns): void {
    checkKey(theirs, file);
    if (typeof theirs['draw'] === 'string') copyDraw(theirs['draw']);
    if (typeof theirs['provenance'] === 'string') copyProvenance(theirs['provenance']);
  }

  function copyBeside(key: string): void {
    for (const { read, write } of beside) {
      for (const row of read.all(key) as Record<string, unknown>[]) {
        if (typeof row['test_set'] === 'string') copyTestSet(row['test_set']);
        write.run(row);
      }
    }
  }

  function copyEvents(key: string): void {
    for (const event of readEvents.all(key)) writeEvent.run(event);
  }

  return {
    insert(theirs) {
      copyShared(theirs);
      insertRun.run(here(theirs));
      copyBeside(theirs.key);
      copyEvents(theirs.key);
    },
    replace(theirs) {
      copyShared(theirs);
      updateRun.run(here(theirs));
      for (const statement of dropBeside) statement.run(theirs.key);
      copyBeside(theirs.key);
    },
    merge(ours, theirs) {
      const { created_at, variant, planned_by } = isAskedFirst(theirs, ours) ? theirs : ours;
      const attempts = Math.max(ours.attempts, theirs.attempts);
      updateOrigin.run({ key: ours.key, created_at, kind: kindOf({ ...ours, variant }), planned_by, attempts });
      copyEvents(ours.key);
    },
  };
}

/** Its key says what a run is; a row with another's would put a number in the wrong place. */
function checkKey({ key, identity }: RunColumns, file: string): void {
  const seen = runKey(parseAs(identitySchema, JSON.parse(identity as string), corrupt(key)));
  if (seen === key) return;
  throw new ShotbenchError(
    'TRACKER_CORRUPT',
    `run ${key.slice(0, 12)} of ${file} has an identity of key ${seen.slice(0, 12)}; expected its own; look at it with "shotbench db check --db ${file}"`,
  );
}

function isAskedFirst(one: RunColumns, other: RunColumns): boolean {
  const textOf = ({ variant, planned_by }: RunColumns): string => JSON.stringify([variant, planned_by]);
  return one.created_at === other.created_at ? textOf(one) < textOf(other) : one.created_at < other.created_at;
}

/** Copies a row that is stored once under the hash of what it holds, where it is not there. */
function copyByHash(from: Database, into: Database, table: string): (hash: string) => void {
  const has = into.prepare(`SELECT 1 FROM ${table} WHERE hash = ?`);
  const read = from.prepare(`SELECT * FROM ${table} WHERE hash = ?`);
  const write = into.prepare(insertSql(table, columnNames(into, table)));
  return (hash) => {
    if (has.get(hash) === undefined) write.run(read.get(hash));
  };
}

/** Asked of the database, so that a column of a later version is not forgotten here. */
function columnNames(db: Database, table: string): string[] {
  return db
    .prepare(`SELECT * FROM ${table}`)
    .columns()
    .map(({ name }) => name);
}

function insertSql(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map((name) => `@${name}`).join()})`;
}
