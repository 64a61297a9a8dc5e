import { realpathSync } from 'node:fs';

import { ShotbenchError } from '@shotbench/errors';
import type { Database } from 'better-sqlite3';

import { connect, connectReadOnly } from '../connection.ts';
import { chooseRun, haveSameNumbers, isBefore } from './choose-run.ts';
import { type RunCopier, runCopier } from './copy-run.ts';
import { type StoredRun, storedRunOf, storedRuns } from './stored-run.ts';

/** Two results of the same run whose numbers are not the same. */
export interface Disagreement {
  readonly key: string;
  /** The database whose number was not taken. */
  readonly file: string;
  /** Percent, of the row that is left. */
  readonly kept: number;
  /** Percent, of the row in the other database. */
  readonly other: number;
}

export interface MergeReport {
  /** Runs that the database did not have. */
  readonly added: number;
  /** Runs that it had, and whose row another database told more of. */
  readonly replaced: number;
  /** Runs that it had, and that stayed. */
  readonly kept: number;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Takes the runs of other databases, with all that is stored beside them, into one, which is made if it is missing. The others are only read.
 * All of it happens in one transaction, or nothing does; doing it again changes nothing. Keys are made of what runs are, so there can be no
 * conflict of names; {@link chooseRun} says which row is left where several databases have the same run. Where two results have other numbers,
 * the number that this database held before stays, else that of {@link isBefore}, and they are reported.
 *
 * What another process runs now in one of the others comes in as interrupted.
 *
 * @throws ShotbenchError `TRACKER_MERGE` for a database into itself, `TRACKER_CORRUPT` for a row whose key is not its identity's, `TRACKER_OLDER`,
 *   and what opening the files throws.
 */
export function mergeDatabases(others: readonly string[], into: string): MergeReport {
  const sources = others.map((file) => ({ file, db: connectReadOnly(file) }));
  try {
    const db = connect(into);
    try {
      const same = others.find((file) => realpathSync(file) === realpathSync(into));
      if (same !== undefined) {
        throw new ShotbenchError(
          'TRACKER_MERGE',
          `${same} is to be merged into itself; expected another results file; give the files to read, and the one to write with --into`,
        );
      }
      return db.transaction(() => mergeAll(sources, db)).immediate();
    } finally {
      db.close();
    }
  } finally {
    for (const { db } of sources) db.close();
  }
}

interface Source {
  readonly file: string;
  readonly db: Database;
}

function mergeAll(sources: readonly Source[], into: Database): MergeReport {
  const merge = new Merge(into);
  for (const { file, db } of sources) {
    // One read transaction, so that a run and what lies beside it are of the same moment.
    db.transaction(() => merge.takeAll(file, db))();
  }
  return merge.report();
}

class Merge {
  readonly #into: Database;
  readonly #ours: (key: string) => StoredRun | undefined;
  /** What became of each run that came up. */
  readonly #fates = new Map<string, 'added' | 'replaced' | 'kept'>();
  /** Keys whose number was there before, and stays. */
  readonly #settled = new Set<string>();
  readonly #disagreements: Disagreement[] = [];

  constructor(into: Database) {
    this.#into = into;
    this.#ours = storedRunOf(into);
  }

  takeAll(file: string, db: Database): void {
    const copier = runCopier({ file, from: db, into: this.#into });
    for (const theirs of storedRuns(db)) this.#take(file, theirs, copier);
  }

  report(): MergeReport {
    const fates = [...this.#fates.values()];
    const count = (fate: string): number => fates.filter((other) => other === fate).length;
    return {
      ...{ added: count('added'), replaced: count('replaced'), kept: count('kept') },
      disagreements: this.#disagreements,
    };
  }

  #take(file: string, stored: StoredRun, copier: RunCopier): void {
    const theirs = givenBack(stored);
    const { key } = theirs.columns;
    const ours = this.#ours(key);
    if (ours === undefined) {
      copier.insert(theirs.columns);
      this.#fates.set(key, 'added');
      return;
    }
    if (!this.#fates.has(key)) {
      this.#fates.set(key, 'kept');
      if (ours.columns.state === 'done') this.#settled.add(key);
    }
    const takes = this.#takes(file, ours, theirs);
    if (takes) copier.replace(theirs.columns);
    if (takes && this.#fates.get(key) === 'kept') this.#fates.set(key, 'replaced');
    copier.merge(ours.columns, theirs.columns);
  }

  /** Whether their row is the one that is left. */
  #takes(file: string, ours: StoredRun, theirs: StoredRun): boolean {
    const { key } = ours.columns;
    const choice = chooseRun(ours, theirs);
    if (choice !== 'disagreement') {
      // Where a result is taken back, what it said no longer stands against others.
      if (choice === 'theirs' && !haveSameNumbers(ours.columns, theirs.columns)) this.#settled.delete(key);
      return choice === 'theirs';
    }
    const takes = !this.#settled.has(key) && isBefore(theirs, ours);
    const [kept, other] = (takes ? [theirs, ours] : [ours, theirs]).map(({ columns }) => columns.accuracy!);
    this.#disagreements.push({ key, file, kept: kept!, other: other! });
    return takes;
  }
}

/** A run that is held in another database is held by nobody here. */
function givenBack(run: StoredRun): StoredRun {
  const { columns } = run;
  if (columns.state !== 'running' && columns.state !== 'stale') return run;
  return { ...run, columns: { ...columns, state: 'interrupted', owner: null, heartbeat_at: null } };
}
