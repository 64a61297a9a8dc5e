import { canonicalJson } from '@shotbench/content-hash';

import type { JsonObject } from './identity.ts';
import type { RunEvent } from './run.ts';
import * as SQL from './sql.ts';
import type { Statements } from './statements.ts';

/** What happened to runs beside being computed. */
export class History {
  readonly #statements: Statements;
  readonly #now: () => number;

  /** @param now the clock, in whole milliseconds. */
  constructor(statements: Statements, now: () => number) {
    this.#statements = statements;
    this.#now = now;
  }

  /** @param before what the run held until then. */
  add(key: string, kind: RunEvent['kind'], reason: string, before?: JsonObject): void {
    const json = before === undefined ? null : canonicalJson(before);
    this.#statements.run(SQL.STORE_EVENT, { key, now: this.#now(), kind, reason, before: json });
  }

  /** Of one run, oldest first. */
  of(key: string): RunEvent[] {
    const rows = this.#statements.all<Omit<RunEvent, 'before'> & { before: string | null }>(SQL.EVENTS_OF, { key });
    return rows.map((row) => ({ ...row, before: parseOrNull(row.before) }));
  }
}

export function parseOrNull(json: string | null): JsonObject | null {
  return json === null ? null : (JSON.parse(json) as JsonObject);
}
