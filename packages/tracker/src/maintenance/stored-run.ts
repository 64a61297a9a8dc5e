import type { Database } from 'better-sqlite3';

import { KIND_COLUMNS, type KindColumns } from '../kinds.ts';
import type { RunState } from '../run.ts';

/** A row of `runs` with all its columns and those of its kind as they are stored, and what {@link chooseRun} asks for besides. */
export interface StoredRun {
  readonly columns: RunColumns;
  /** When the run was last taken back; null where it never was. */
  readonly takenBackAt: number | null;
  readonly hasPredictions: boolean;
}

export type RunColumns = Readonly<Record<string, unknown>> &
  KindColumns & {
    readonly key: string;
    /** Means nothing in another database. */
    readonly kind: number;
    readonly state: RunState;
    readonly planned_by: string;
    readonly created_at: number;
    readonly started_at: number | null;
    readonly finished_at: number | null;
    readonly attempts: number;
    readonly accuracy: number | null;
    readonly metrics: string | null;
    readonly test_count: number | null;
  };

const SELECT = `
  SELECT runs.*, ${KIND_COLUMNS.join()},
    (SELECT max(at) FROM events WHERE events.key = runs.key AND kind = 'invalidated') AS "takenBackAt",
    EXISTS (SELECT 1 FROM predictions WHERE predictions.key = runs.key) AS "hasPredictions"
  FROM runs JOIN kinds ON kinds.id = runs.kind`;

/** All runs of a database, one after the other. */
export function* storedRuns(db: Database): Generator<StoredRun> {
  for (const row of db.prepare(`${SELECT} ORDER BY key`).iterate()) yield toStoredRun(row as SelectedRow);
}

/** A function that looks runs up by their key. */
export function storedRunOf(db: Database): (key: string) => StoredRun | undefined {
  const statement = db.prepare(`${SELECT} WHERE key = ?`);
  return (key) => {
    const row = statement.get(key) as SelectedRow | undefined;
    return row && toStoredRun(row);
  };
}

type SelectedRow = RunColumns & { readonly takenBackAt: number | null; readonly hasPredictions: 0 | 1 };

function toStoredRun({ takenBackAt, hasPredictions, ...columns }: SelectedRow): StoredRun {
  return { columns, takenBackAt, hasPredictions: hasPredictions === 1 };
}
