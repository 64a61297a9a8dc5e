import { sha256 } from '@shotbench/content-hash';
import type { Database } from 'better-sqlite3';

import { type Complaint, drawSchema, parseAs, provenanceSchema } from '../schemas.ts';
import type { DatabaseProblem } from './check-database.ts';

/** What is stored once under its hash has that hash and reads back. */
export function* checkShared(db: Database): Generator<DatabaseProblem> {
  for (const { table, column, schema } of SHARED) {
    const rows = db.prepare(`SELECT hash, ${column} AS json FROM ${table}`).iterate();
    for (const { hash, json } of rows as IterableIterator<{ hash: string; json: string }>) {
      const row = hash.slice(0, 12);
      const seen = sha256(json);
      if (seen !== hash) yield { table, row, problem: `its ${column} has SHA-256 ${seen}; expected ${hash}` };
      const complaint: Complaint = { code: 'TRACKER_CORRUPT', what: `its ${column}`, advice: 'restore a copy' };
      try {
        parseAs<unknown>(schema, JSON.parse(json), complaint);
      } catch (error) {
        yield { table, row, problem: error instanceof Error ? error.message : String(error) };
      }
    }
  }
}

const SHARED = [
  { table: 'draws', column: 'ids', schema: drawSchema },
  { table: 'provenances', column: 'provenance', schema: provenanceSchema },
] as const;
