import { oneLine } from '@shotbench/errors';
import type { Database } from 'better-sqlite3';

import { connectReadOnly } from '../connection.ts';
import { checkPredictions } from './check-predictions.ts';
import { checkRuns } from './check-runs.ts';
import { checkShared } from './check-shared.ts';

/** Something that is not as this package writes it. */
export interface DatabaseProblem {
  /** The table, or `file` for what SQLite itself finds. */
  readonly table: string;
  /** The first 12 digits of the row's key; empty where it is no one row's. */
  readonly row: string;
  readonly problem: string;
}

export interface DatabaseCheck {
  /** Rows that were checked. */
  readonly runs: number;
  readonly predictions: number;
  readonly problems: readonly DatabaseProblem[];
}

/**
 * Reads all of a results file: its pages and references as SQLite checks them, then every row against what its key, its hash or its state
 * says of it. Others may write meanwhile; the check is of the moment when it began.
 *
 * @throws ShotbenchError as opening the file for reading does.
 */
export function checkDatabase(file: string): DatabaseCheck {
  const db = connectReadOnly(file);
  try {
    // Ended by closing: SQLite itself ends it where it comes upon a damaged page.
    db.exec('BEGIN');
    return checkAll(db);
  } finally {
    db.close();
  }
}

function checkAll(db: Database): DatabaseCheck {
  const problems = [...checkFile(db)];
  const count = (table: string) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  try {
    for (const check of [checkRuns, checkShared, checkPredictions]) problems.push(...check(db));
    return { runs: count('runs'), predictions: count('predictions'), problems };
  } catch (error) {
    // Where pages are damaged, reading rows may end anywhere; what was found until then still counts.
    problems.push({ table: 'file', row: '', problem: `could not be read to its end: ${oneLine(error)}` });
    return { runs: 0, predictions: 0, problems };
  }
}

function* checkFile(db: Database): Generator<DatabaseProblem> {
  try {
    for (const { integrity_check: problem } of db.pragma('integrity_check') as { integrity_check: string }[]) {
      if (problem !== 'ok') yield { table: 'file', row: '', problem: oneLine(problem) };
    }
    for (const { table, rowid, parent } of db.pragma('foreign_key_check') as ForeignKeyProblem[]) {
      yield { table, row: '', problem: `row ${rowid} refers to a row of ${parent} that is not there` };
    }
  } catch (error) {
    yield { table: 'file', row: '', problem: oneLine(error) };
  }
}

interface ForeignKeyProblem {
  readonly table: string;
  readonly rowid: number;
  readonly parent: string;
}
