import { canonicalJson } from '@shotbench/content-hash';
import type { Database } from 'better-sqlite3';

import { Claims } from './claims.ts';
import { cellColumns, drawColumns, provenanceColumns, resultColumns } from './columns.ts';
import { type Machine, machineNames, MACHINES, selectMachineHashes } from './costs/machines.ts';
import { connect, connectReadOnly } from './connection.ts';
import { type Duration, type DurationFilter, readDurations } from './durations.ts';
import { FIND } from './find.ts';
import { History, parseOrNull } from './history.ts';
import { type KindColumns, kindStore } from './kinds.ts';
import {
  type PredictionColumns,
  predictionColumns,
  type Predictions,
  type TestSetColumns,
  toPredictions,
} from './predictions.ts';
import { corrupt, toRunRow } from './row.ts';
import type {
  Cell,
  DrawnImages,
  Evidence,
  ExternalRun,
  Provenance,
  RequeuedState,
  RunError,
  RunEvent,
  RunResult,
  RunRow,
  RunState,
} from './run.ts';
import { drawSchema, parseAs, provenanceSchema } from './schemas.ts';
import { readRunSummaries, type RunSummary } from './run-summary.ts';
import { readTableRuns } from './read-table-runs.ts';
import * as SQL from './sql.ts';
import { Statements } from './statements.ts';
import type { TableRun } from './table-run.ts';

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
  readonly #statements: Statements;
  readonly #history: History;
  readonly #claims: Claims;
  readonly #now: () => number;

  private constructor(db: Database, { now, isAlive, leaseSeconds = 60 }: TrackerOptions) {
    const statements = new Statements(db);
    const wholeNow = (): number => Math.round(now());
    const history = new History(statements, wholeNow);
    this.#db = db;
    this.#statements = statements;
    this.#history = history;
    this.#claims = new Claims({ statements, history, now: wholeNow, isAlive, leaseSeconds });
    this.#now = wholeNow;
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
    const now = this.#now();
    return this.#statements.writing(() => {
      let added = 0;
      const kindOf = kindStore(this.#db);
      for (const cell of cells) if (this.#enqueue(cellColumns(cell), { plannedBy, now, kindOf })) added += 1;
      return { added, present: cells.length - added };
    });
  }

  /**
   * Takes the first of the given runs that waits, or whose owner is gone, for this owner, and returns its key; undefined if there is
   * none. No two owners ever hold the same run. A call with the same list as the last one goes on where that one found something, and
   * looks at the beginning again only when nothing is left after it. Whether owners are gone is asked once a second, and before nothing is
   * said to be left.
   */
  claim(keys: readonly string[], owner: string, provenance: Provenance): string | undefined {
    return this.#claims.next(keys, owner, provenance);
  }

  /** Renews the lease on everything that this owner runs. To be called a few times per lease. */
  heartbeat(owner: string): void {
    this.#statements.run(SQL.HEARTBEAT, { owner, now: this.#now() });
  }

  /**
   * Stores a result with what is known beside it and marks its run as done, in one step. False, with nothing written, if the run is no longer
   * this owner's.
   * @throws ShotbenchError `TRACKER_RESULT` if a number is not finite or out of range, `TRACKER_PREDICTIONS`; the run stays claimed.
   */
  complete(key: string, owner: string, result: RunResult, evidence: Evidence = {}): boolean {
    const columns = resultColumns(key, result);
    const draw = evidence.images && drawColumns(evidence.images);
    const parts = (evidence.predictions ?? []).map(predictionColumns);
    return this.#statements.writing(() => {
      if (!this.#statements.one(SQL.IS_OWNED, { key, owner })) return false;
      if (draw) this.#statements.run(SQL.STORE_DRAW, draw);
      for (const { testSet, predictions } of parts) {
        this.#statements.run(SQL.STORE_TEST_SET, { ...testSet });
        this.#statements.run(SQL.STORE_PREDICTIONS, { ...predictions, key, testSet: testSet.hash });
      }
      if (evidence.log !== undefined) this.#statements.run(SQL.STORE_LOG, { key, log: evidence.log });
      return (
        this.#statements.run(SQL.COMPLETE, { ...columns, draw: draw?.hash ?? null, key, owner, now: this.#now() }) === 1
      );
    });
  }

  /**
   * Stores runs that something else has computed, as planned and done by `owner`: all of them or, on an error, none. Those whose key has a row
   * already are left as they are, whatever their state.
   * @throws ShotbenchError `TRACKER_IDENTITY`, `TRACKER_RESULT`.
   */
  record(runs: readonly ExternalRun[], owner: string): { added: number; present: number } {
    const now = this.#now();
    const rows = runs.map((run) => {
      const cell = cellColumns(run);
      return { cell, place: provenanceColumns(run.provenance), result: resultColumns(cell.key, run.result) };
    });
    return this.#statements.writing(() => {
      let added = 0;
      const kindOf = kindStore(this.#db);
      for (const { cell, place, result } of rows) {
        if (!this.#enqueue(cell, { plannedBy: owner, now, kindOf })) continue;
        this.#statements.run(SQL.STORE_PROVENANCE, place);
        this.#statements.run(SQL.CLAIM, { key: cell.key, owner, now, provenance: place.hash });
        this.#statements.run(SQL.COMPLETE, { ...result, draw: null, key: cell.key, owner, now });
        added += 1;
      }
      return { added, present: runs.length - added };
    });
  }

  /** Marks a run as failed. False, with nothing written, if the run is no longer this owner's. */
  fail(key: string, owner: string, { code, message, stack, log }: RunError): boolean {
    const columns = { key, owner, error: canonicalJson({ code, message, stack, log }), now: this.#now() };
    return this.#statements.writing(() => {
      const isFailed = this.#statements.run(SQL.FAIL, columns) === 1;
      if (isFailed) this.#history.add(key, 'failed', `${code}: ${message}`);
      return isFailed;
    });
  }

  /** Gives everything back that this owner runs, or one run of it, so that anyone may claim it; returns how many runs that were. */
  release(owner: string, key?: string): number {
    return key === undefined
      ? this.#statements.run(SQL.RELEASE, { owner })
      : this.#statements.run(SQL.RELEASE_ONE, { owner, key });
  }

  /** Notes that the process which computed a run of this owner is gone: the run is stale. False if it is no longer this owner's. */
  abandon(key: string, owner: string, reason: string): boolean {
    return this.#statements.writing(() => {
      const isAbandoned = this.#statements.run(SQL.ABANDON, { key, owner }) === 1;
      if (isAbandoned) this.#history.add(key, 'abandoned', reason);
      return isAbandoned;
    });
  }

  /** Takes back those of the given runs that are done: their numbers stay in the store, but leave the tables. Returns how many. */
  invalidate(keys: readonly string[], reason: string): number {
    return this.#statements.writing(() => {
      const changed = keys.filter((key) => this.#statements.run(SQL.INVALIDATE, { key }) === 1);
      for (const key of changed) this.#history.add(key, 'invalidated', reason);
      return changed.length;
    });
  }

  /** Queues those of the given runs once more that are in one of these states; what they held goes into their history. Returns how many. */
  requeue(keys: readonly string[], states: readonly RequeuedState[], reason: string): number {
    return this.#statements.writing(() => {
      const held = keys.flatMap(
        (key) => this.#statements.one<HeldColumns>(SQL.HELD, { key, states: JSON.stringify(states) }) ?? [],
      );
      for (const { key, state, error, accuracy, metrics } of held) {
        const parsed = { error: parseOrNull(error), accuracy, metrics: parseOrNull(metrics) };
        this.#history.add(key, 'requeued', reason, { state, ...parsed });
        this.#statements.run(SQL.DROP_PREDICTIONS, { key });
        this.#statements.run(SQL.REQUEUE, { key });
      }
      return held.length;
    });
  }

  /** The states of those of the given runs that exist. */
  states(keys: readonly string[]): Map<string, RunState> {
    const rows = this.#statements.all<{ key: string; state: RunState }>(SQL.STATES, { keys: JSON.stringify(keys) });
    return new Map(rows.map(({ key, state }) => [key, state]));
  }

  /**
   * The images that a run learned from; undefined where there is no such run, or it was not told.
   * @throws ShotbenchError `TRACKER_CORRUPT`
   */
  drawnImages(key: string): DrawnImages | undefined {
    const row = this.#statements.one<{ ids: string }>(SQL.DRAW_OF, { key });
    return row && parseAs(drawSchema, JSON.parse(row.ids), corrupt(key));
  }

  /** What a run took its test images for, by part; empty where that was not kept. */
  predictions(key: string): Predictions[] {
    return this.#statements.all<TestSetColumns & PredictionColumns>(SQL.PREDICTIONS_OF, { key }).map(toPredictions);
  }

  /** The ids of all test images of a dataset that some run has predictions for. */
  testImageIds(dataset: string): Set<string> {
    const rows = this.#statements.all<{ ids: string }>(SQL.TEST_IMAGE_IDS, { dataset });
    return new Set(rows.flatMap(({ ids }) => JSON.parse(ids) as string[]));
  }

  /** The last lines of what a run reported. */
  log(key: string): string | undefined {
    return this.#statements.one<{ log: string }>(SQL.LOG_OF, { key })?.log;
  }

  /** What happened to a run, oldest first. */
  events(key: string): RunEvent[] {
    return this.#history.of(key);
  }

  /** One run, or undefined if there is none of that key. */
  get(key: string): RunRow | undefined {
    return this.runs({ keys: [key] })[0];
  }

  /** The first of the runs whose keys begin with these hexadecimal digits, by key; upper-case digits serve too. */
  find(prefix: string, limit = 10): RunRow[] {
    return this.#statements.all(FIND, { prefix: prefix.toLowerCase(), limit }).map(toRunRow);
  }

  /** The runs that pass a filter, by dataset, shots, method, variant, protocol, backbone, seed. */
  runs(filter: SQL.RunFilter = {}): RunRow[] {
    const { sql, parameters } = SQL.selectRuns(filter);
    const rows = this.#db.prepare(sql).all(parameters) as { key: string; provenance: string | null }[];
    // Many runs share one provenance, which may hold a long difference of code: each is read once.
    const provenances = new Map<string, Provenance>();
    return rows.map(({ provenance: hash, ...columns }) => {
      const provenance = hash === null ? null : (provenances.get(hash) ?? this.#storedProvenance(hash, columns.key));
      if (hash !== null && provenance !== null) provenances.set(hash, provenance);
      return { ...toRunRow({ ...columns, provenance: null }), provenance };
    });
  }

  /** What tables need of the runs that pass a filter, in no particular order: a hundred thousand in a fraction of a second. */
  tableRuns(filter: SQL.RunFilter = {}): TableRun[] {
    return this.#statements.together(() => readTableRuns(this.#db, filter));
  }

  /** The runs that pass a filter as lists of runs show them, in no particular order, all of one moment. */
  runSummaries(filter: SQL.RunFilter = {}): RunSummary[] {
    return this.#statements.together(() => readRunSummaries(this.#db, filter));
  }

  /** The names of the machines that runs which pass a filter were computed on, by their keys; see `machineName`. */
  machines(filter: SQL.RunFilter = {}): Map<string, string> {
    const { sql, parameters } = selectMachineHashes(filter);
    const runs = this.#db.prepare(sql).raw().iterate(parameters) as Iterable<readonly [string, string | null]>;
    return machineNames([...runs], this.#statements.all<Machine & { readonly hash: string }>(MACHINES, {}));
  }

  /** How many of the runs that pass a filter are in each state. */
  counts(filter: SQL.RunFilter = {}): Record<RunState, number> {
    const counts = { queued: 0, running: 0, interrupted: 0, stale: 0, done: 0, failed: 0, invalid: 0 };
    const { sql, parameters } = SQL.countRuns(filter);
    const rows = this.#db.prepare(sql).all(parameters) as { state: RunState; count: number }[];
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }

  /** The runs in one of these states that began last, newest first. */
  latest(states: readonly RunState[], limit: number): RunRow[] {
    return this.#statements.all(SQL.LATEST, { states: JSON.stringify(states), limit }).map(toRunRow);
  }

  /** How long done runs of some methods on some datasets took, by method, variant, dataset, shots and evaluation. */
  durations(filter: DurationFilter): Duration[] {
    return this.#statements.together(() => readDurations(this.#db, filter));
  }

  /** A number that changes whenever another connection has committed, for pages that follow along. */
  dataVersion(): number {
    return Number(this.#db.pragma('data_version', { simple: true }));
  }

  close(): void {
    this.#db.close();
  }

  /** False where the row is there already. Nothing is stored for it then: its kind may have got another label since. */
  #enqueue(cell: ReturnType<typeof cellColumns>, { plannedBy, now, kindOf }: Enqueuing): boolean {
    if (this.#statements.one(SQL.EXISTS, { key: cell.key })) return false;
    this.#statements.run(SQL.ENQUEUE, { ...cell, kind: kindOf(cell.kind), plannedBy, now });
    return true;
  }

  #storedProvenance(hash: string, key: string): Provenance {
    const { provenance } = this.#statements.one<{ provenance: string }>(SQL.PROVENANCE, { hash })!;
    return parseAs(provenanceSchema, JSON.parse(provenance), corrupt(key));
  }
}

interface Enqueuing {
  readonly plannedBy: string;
  readonly now: number;
  readonly kindOf: (columns: KindColumns) => number;
}

interface HeldColumns {
  readonly key: string;
  readonly state: RunState;
  readonly error: string | null;
  readonly accuracy: number | null;
  readonly metrics: string | null;
}
