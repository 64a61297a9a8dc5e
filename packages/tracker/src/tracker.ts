import { canonicalJson, sha256 } from '@shotbench/content-hash';
import type { Database } from 'better-sqlite3';

import { connect, connectReadOnly } from './connection.ts';
import { evaluationKind } from './evaluation.ts';
import { identityJson, runKey } from './identity.ts';
import { corrupt, toRunRow } from './row.ts';
import type { Cell, DrawnImages, Provenance, RunError, RunResult, RunRow, RunState } from './run.ts';
import { drawSchema, identitySchema, parseAs, resultSchema } from './schemas.ts';
import * as SQL from './sql.ts';

export interface TrackerOptions {
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /**
   * Whether an owner still runs: false if it certainly does not (this machine, process gone), undefined if there is no
   * telling (another machine). Called inside a write transaction, so it must be quick.
   */
  readonly isAlive: (ownerId: string) => boolean | undefined;
  /** How long an owner of whom there is no telling keeps its runs without a heartbeat. Default 60. */
  readonly leaseSeconds?: number;
}

/** The store of runs: one row per cell in a SQLite file that several processes may write at once. */
export class Tracker {
  readonly #db: Database;
  readonly #options: Required<TrackerOptions>;

  private constructor(db: Database, options: TrackerOptions) {
    this.#db = db;
    this.#options = { leaseSeconds: 60, ...options };
  }

  /**
   * Opens a results file for reading and writing. A missing file is made, with its parent folders.
   * @throws ShotbenchError `TRACKER_NOT_OURS`, `TRACKER_NEWER` (in both cases nothing is written), `TRACKER_OPEN`.
   */
  static open(file: string, options: TrackerOptions): Tracker {
    return new Tracker(connect(file), options);
  }

  /**
   * Opens an existing results file for reading only, also while other processes write to it.
   * @throws ShotbenchError `TRACKER_MISSING`, `TRACKER_OLDER`, `TRACKER_NOT_OURS`, `TRACKER_NEWER`, `TRACKER_OPEN`.
   */
  static openReadOnly(file: string): Tracker {
    return new Tracker(connectReadOnly(file), { now: () => 0, isAlive: () => undefined });
  }

  /**
   * Makes sure that each cell has a row; new ones are queued, existing ones are left as they are, failed ones included.
   * @throws ShotbenchError `TRACKER_IDENTITY` for a cell that could never be told apart, in which case no row is added.
   */
  enqueue(cells: readonly Cell[], plannedBy: string): { added: number; present: number } {
    const insert = this.#db.prepare(SQL.ENQUEUE);
    const now = this.#now();
    const insertAll = this.#db.transaction(() => {
      let added = 0;
      for (const cell of cells) added += insert.run({ ...cellColumns(cell), plannedBy, now }).changes;
      return { added, present: cells.length - added };
    });
    return insertAll.immediate();
  }

  /** Queues those of the given runs that have failed once more; returns how many. */
  requeueFailed(keys: readonly string[]): number {
    return this.#db.prepare(SQL.REQUEUE_FAILED).run({ keys: JSON.stringify(keys) }).changes;
  }

  /**
   * Takes the first of the given runs that waits, or whose owner is gone, for this owner, and returns its key;
   * undefined if there is none. No two owners ever hold the same run.
   */
  claim(keys: readonly string[], owner: string, provenance: Provenance): string | undefined {
    const claimOne = this.#db.transaction(() => {
      // Inside the write lock, so that a heartbeat cannot come between this judgement and the update.
      const abandoned = this.#abandonedOwners().filter((other) => other !== owner);
      const row = this.#db.prepare(SQL.CLAIM).get({
        keys: JSON.stringify(keys),
        abandoned: JSON.stringify(abandoned),
        owner,
        now: this.#now(),
        provenance: canonicalJson({ ...provenance }),
      });
      return (row as { key: string } | undefined)?.key;
    });
    return claimOne.immediate();
  }

  /** Renews the lease on everything that this owner runs. To be called a few times per lease. */
  heartbeat(owner: string): void {
    this.#db.prepare(SQL.HEARTBEAT).run({ owner, now: this.#now() });
  }

  /**
   * Stores a result, with the images that the run learned from where they are known, and marks its run as done, in one step.
   * False, with nothing written, if the run is no longer this owner's.
   * @throws ShotbenchError `TRACKER_RESULT` if a number is not finite or out of range; the run stays claimed.
   */
  complete(key: string, owner: string, result: RunResult, images?: DrawnImages): boolean {
    const columns = resultColumns(key, result);
    const draw = images && drawColumns(images);
    const completeOne = this.#db.transaction(() => {
      if (draw) this.#db.prepare(SQL.STORE_DRAW).run({ ...draw, key, owner });
      const row = { ...columns, draw: draw?.hash ?? null, key, owner, now: this.#now() };
      return this.#db.prepare(SQL.COMPLETE).run(row).changes === 1;
    });
    return completeOne.immediate();
  }

  /**
   * The images that a run learned from; undefined where there is no such run, or it was not told.
   * @throws ShotbenchError `TRACKER_CORRUPT`
   */
  drawnImages(key: string): DrawnImages | undefined {
    const row = this.#db.prepare(SQL.DRAW_OF).get({ key }) as { ids: string } | undefined;
    return row && parseAs(drawSchema, JSON.parse(row.ids), corrupt(key));
  }

  /** Marks a run as failed. False, with nothing written, if the run is no longer this owner's. */
  fail(key: string, owner: string, error: RunError): boolean {
    const { code, message, stack } = error;
    const columns = { key, owner, error: canonicalJson({ code, message, stack }), now: this.#now() };
    return this.#db.prepare(SQL.FAIL).run(columns).changes === 1;
  }

  /** Gives everything back that this owner runs, so that anyone may claim it; returns how many runs that were. */
  release(owner: string): number {
    return this.#db.prepare(SQL.RELEASE).run({ owner }).changes;
  }

  /** The states of those of the given runs that exist. */
  states(keys: readonly string[]): Map<string, RunState> {
    const rows = this.#db.prepare(SQL.STATES).all({ keys: JSON.stringify(keys) }) as { key: string; state: RunState }[];
    return new Map(rows.map(({ key, state }) => [key, state]));
  }

  /** One run, or undefined if there is none of that key. */
  get(key: string): RunRow | undefined {
    return this.runs({ keys: [key] })[0];
  }

  /** The runs that pass a filter, by dataset, shots, method, variant, protocol, backbone, seed. */
  runs(filter: SQL.RunFilter = {}): RunRow[] {
    const { sql, parameters } = SQL.selectRuns(filter);
    return this.#db.prepare(sql).all(parameters).map(toRunRow);
  }

  /** How many of the runs that pass a filter are in each state. */
  counts(filter: SQL.RunFilter = {}): Record<RunState, number> {
    const counts = { queued: 0, running: 0, interrupted: 0, done: 0, failed: 0 };
    const { sql, parameters } = SQL.countRuns(filter);
    const rows = this.#db.prepare(sql).all(parameters) as { state: RunState; count: number }[];
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }

  /** A number that changes whenever another connection has committed, for pages that follow along. */
  dataVersion(): number {
    return Number(this.#db.pragma('data_version', { simple: true }));
  }

  close(): void {
    this.#db.close();
  }

  #now(): number {
    return Math.round(this.#options.now());
  }

  #abandonedOwners(): string[] {
    const expired = this.#now() - this.#options.leaseSeconds * 1000;
    const rows = this.#db.prepare(SQL.RUNNING_OWNERS).all() as { owner: string; heartbeatAt: number }[];
    return rows
      .filter(({ owner, heartbeatAt }) => {
        const alive = this.#options.isAlive(owner);
        return alive === false || (alive === undefined && heartbeatAt < expired);
      })
      .map(({ owner }) => owner);
  }
}

function cellColumns({ identity, variant }: Cell) {
  const { engine, config } = parseAs(identitySchema, identity, {
    code: 'TRACKER_IDENTITY',
    what: 'the identity of a run',
    advice: 'correct the plan',
  });
  const { method, methodVersion, protocol, dataset, datasetHash, backbone, shots, seed } = identity;
  return {
    key: runKey(identity),
    ...{ method, methodVersion, variant, protocol, dataset, datasetHash, backbone, shots, seed },
    ...{ executor: engine.executor, precision: engine.precision, engineVersion: engine.version },
    config: canonicalJson(config),
    identity: identityJson(identity),
    evaluation: evaluationKind(identity),
  };
}

function drawColumns({ train, validation }: DrawnImages): { hash: string; ids: string } {
  const ids = canonicalJson({ train: [...train], validation: [...validation] });
  return { hash: sha256(ids), ids };
}

function resultColumns(key: string, result: RunResult) {
  const complaint = {
    code: 'TRACKER_RESULT',
    what: `the result of run ${key.slice(0, 12)}`,
    advice: 'look for a diverged training or a bug in the method',
  };
  const { metrics, details, ...numbers } = parseAs(resultSchema, result, complaint);
  return { ...numbers, metrics: canonicalJson({ ...metrics }), details: canonicalJson(details) };
}
