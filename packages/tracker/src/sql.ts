import type { EvaluationKind } from './evaluation.ts';
import type { RunState } from './run.ts';

export const ENQUEUE = `
  INSERT INTO runs (key, kind, seed, identity, planned_by, created_at) VALUES (@key, @kind, @seed, @identity, @plannedBy, @now)`;

export const EXISTS = `SELECT 1 FROM runs WHERE key = @key`;

/** Whole rows with the label of their kind, and of their provenance what it says. */
export const WHOLE_RUNS = `
  SELECT runs.*, kinds.variant, provenances.provenance FROM runs JOIN kinds ON kinds.id = runs.kind
    LEFT JOIN provenances ON provenances.hash = runs.provenance`;

/** Each owner of running rows with its newest sign of life. */
export const RUNNING_OWNERS = `
  SELECT owner, max(heartbeat_at) AS heartbeatAt FROM runs WHERE state = 'running' GROUP BY owner`;

export const RUNNING_OF = `SELECT key FROM runs WHERE state = 'running' AND owner = @owner`;

export const ABANDON = `UPDATE runs SET state = 'stale', heartbeat_at = NULL WHERE state = 'running' AND key = @key AND owner = @owner`;

/** The runs that this connection may claim, in order. A temporary table, so that a claim does not carry thousands of keys along. */
export const WANTED = `CREATE TEMP TABLE wanted (position INTEGER PRIMARY KEY, key TEXT NOT NULL)`;

export const WANT = 'INSERT INTO temp.wanted (key) VALUES (@key)';

/** CROSS JOIN fixes that the wanted keys are walked, not the table. */
export const CLAIMABLE = `
  SELECT wanted.position, run.key FROM temp.wanted CROSS JOIN runs AS run ON run.key = wanted.key
  WHERE wanted.position >= @from AND run.state IN ('queued', 'interrupted', 'stale')
  ORDER BY wanted.position LIMIT 1`;

export const CLAIM = `
  UPDATE runs SET state = 'running', owner = @owner, heartbeat_at = @now, started_at = @now,
    attempts = attempts + 1, provenance = @provenance
  WHERE key = @key`;

export const STORE_PROVENANCE = `
  INSERT INTO provenances (hash, provenance) VALUES (@hash, @provenance) ON CONFLICT (hash) DO NOTHING`;

export const PROVENANCE = `SELECT provenance FROM provenances WHERE hash = @hash`;

export const HEARTBEAT = `UPDATE runs SET heartbeat_at = @now WHERE state = 'running' AND owner = @owner`;

export const IS_OWNED = `SELECT 1 FROM runs WHERE key = @key AND owner = @owner AND state = 'running'`;

export const COMPLETE = `
  UPDATE runs SET state = 'done', heartbeat_at = NULL, finished_at = @now, accuracy = @accuracy, metrics = @metrics,
    details = @details, trainable_parameters = @trainableParameters, fit_seconds = @fitSeconds,
    evaluate_seconds = @evaluateSeconds, test_count = @testCount, cpu_seconds = @cpuSeconds,
    peak_memory_bytes = @peakMemoryBytes, draw = @draw
  WHERE key = @key AND owner = @owner AND state = 'running'`;

export const STORE_DRAW = `INSERT INTO draws (hash, ids) VALUES (@hash, @ids) ON CONFLICT (hash) DO NOTHING`;

export const DRAW_OF = `SELECT draws.ids FROM runs JOIN draws ON draws.hash = runs.draw WHERE runs.key = @key`;

export const STORE_TEST_SET = `
  INSERT INTO test_sets (hash, class_names, ids, labels) VALUES (@hash, @classNames, @ids, @labels)
  ON CONFLICT (hash) DO NOTHING`;

export const STORE_PREDICTIONS = `
  INSERT INTO predictions (key, part, test_set, classes, confidences, margins)
  VALUES (@key, @part, @testSet, @classes, @confidences, @margins)
  ON CONFLICT (key, part) DO UPDATE SET test_set = excluded.test_set, classes = excluded.classes,
    confidences = excluded.confidences, margins = excluded.margins`;

export const PREDICTIONS_OF = `
  SELECT part, classes, confidences, margins, hash, class_names AS classNames, ids, labels
  FROM predictions JOIN test_sets ON test_sets.hash = predictions.test_set WHERE key = @key ORDER BY part`;

/** The images of every test set of a dataset: the run's own or, where it was tested on others, those of the part's name. */
export const TEST_IMAGE_IDS = `
  SELECT ids FROM test_sets WHERE ids IS NOT NULL AND hash IN (
    SELECT test_set FROM predictions CROSS JOIN runs ON runs.key = predictions.key CROSS JOIN kinds ON kinds.id = runs.kind
    WHERE CASE WHEN part IN ('', 'novel') THEN kinds.dataset ELSE part END = @dataset)`;

export const STORE_LOG = `
  INSERT INTO logs (key, log) VALUES (@key, @log) ON CONFLICT (key) DO UPDATE SET log = excluded.log`;

export const LOG_OF = `SELECT log FROM logs WHERE key = @key`;

export const FAIL = `
  UPDATE runs SET state = 'failed', heartbeat_at = NULL, finished_at = @now, error = @error
  WHERE key = @key AND owner = @owner AND state = 'running'`;

export const RELEASE = `
  UPDATE runs SET state = 'interrupted', owner = NULL, heartbeat_at = NULL
  WHERE state = 'running' AND owner = @owner`;

export const RELEASE_ONE = `${RELEASE} AND key = @key`;

export const INVALIDATE = `UPDATE runs SET state = 'invalid' WHERE key = @key AND state = 'done'`;

/** What a run in one of these states holds; lists travel as one JSON parameter. */
export const HELD = `
  SELECT key, state, error, accuracy, metrics FROM runs
  WHERE key = @key AND state IN (SELECT value FROM json_each(@states))`;

export const REQUEUE = `
  UPDATE runs SET state = 'queued', owner = NULL, heartbeat_at = NULL, finished_at = NULL, error = NULL, accuracy = NULL,
    metrics = NULL, details = NULL, trainable_parameters = NULL, fit_seconds = NULL, evaluate_seconds = NULL, test_count = NULL,
    cpu_seconds = NULL, peak_memory_bytes = NULL, draw = NULL
  WHERE key = @key`;

export const DROP_PREDICTIONS = `DELETE FROM predictions WHERE key = @key`;

export const STORE_EVENT = `
  INSERT INTO events (key, at, kind, reason, before) VALUES (@key, @now, @kind, @reason, @before)`;

export const EVENTS_OF = `SELECT at, kind, reason, before FROM events WHERE key = @key ORDER BY at, id`;

export const STATES = `
  SELECT run.key, run.state FROM json_each(@keys) AS wanted CROSS JOIN runs AS run ON run.key = wanted.value`;

/** Keys are found first, so that what the others hold is never read. */
export const LATEST = `${WHOLE_RUNS}
  WHERE key IN (
    SELECT key FROM runs WHERE state IN (SELECT value FROM json_each(@states)) ORDER BY started_at DESC, key LIMIT @limit
  )
  ORDER BY started_at DESC, key`;

/** Which rows to read; a list that is left out lets everything pass. */
export interface RunFilter {
  readonly keys?: readonly string[];
  readonly methods?: readonly string[];
  readonly datasets?: readonly string[];
  readonly backbones?: readonly string[];
  readonly shots?: readonly number[];
  readonly protocols?: readonly string[];
  readonly states?: readonly RunState[];
  readonly evaluations?: readonly EvaluationKind[];
}

const RUN_COLUMNS = { keys: 'key', states: 'state' } as const satisfies Partial<Record<keyof RunFilter, string>>;
const KIND_COLUMNS = {
  methods: 'method',
  datasets: 'dataset',
  backbones: 'backbone',
  shots: 'shots',
  protocols: 'protocol',
  evaluations: 'evaluation',
} as const satisfies Record<Exclude<keyof RunFilter, keyof typeof RUN_COLUMNS>, string>;

export interface Query {
  readonly sql: string;
  readonly parameters: Record<string, string>;
}

/** The query of the rows that pass a filter, in an order that does not depend on when they were run; of their provenance the hash. */
export function selectRuns(filter: RunFilter): Query {
  const order = 'ORDER BY dataset, shots, method, variant, protocol, backbone, seed, key';
  const sql = `SELECT runs.*, kinds.variant FROM runs JOIN kinds ON kinds.id = runs.kind ${where(filter)} ${order}`;
  return { sql, parameters: parametersOf(filter) };
}

/** The query of how many rows that pass a filter are in each state. */
export function countRuns(filter: RunFilter): Query {
  const sql = `SELECT state, count(*) AS count FROM runs ${where(filter)} GROUP BY state`;
  return { sql, parameters: parametersOf(filter) };
}

/** The clause for rows of `runs`; empty where everything passes. */
export function where(filter: RunFilter): string {
  const kinds = whereKinds(filter);
  const conditions = [
    ...conditionsOn(RUN_COLUMNS, filter),
    ...(kinds === '' ? [] : [`kind IN (SELECT id FROM kinds WHERE ${kinds})`]),
  ];
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

/** The condition on rows of `kinds`; empty where everything passes. */
export function whereKinds(filter: RunFilter): string {
  return conditionsOn(KIND_COLUMNS, filter).join(' AND ');
}

function conditionsOn(columns: Partial<Record<keyof RunFilter, string>>, filter: RunFilter): string[] {
  const names = (Object.keys(columns) as (keyof RunFilter)[]).filter((name) => filter[name] !== undefined);
  return names.map((name) => `${columns[name]} IN (SELECT value FROM json_each(@${name}))`);
}

export function parametersOf(filter: RunFilter): Record<string, string> {
  const given = Object.entries(filter).filter(([, values]) => values !== undefined);
  return Object.fromEntries(given.map(([name, values]) => [name, JSON.stringify(values)]));
}
