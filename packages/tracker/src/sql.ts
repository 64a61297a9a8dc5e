import type { EvaluationKind } from './evaluation.ts';
import type { RunState } from './run.ts';

/**
 * Keys and other lists travel as one JSON parameter. ON CONFLICT(key) and not INSERT OR IGNORE, which would also drop
 * rows that break a CHECK without a word.
 */
export const ENQUEUE = `
  INSERT INTO runs (key, method, method_version, variant, protocol, dataset, dataset_hash, backbone, shots, seed,
    executor, precision, engine_version, config, identity, evaluation, planned_by, created_at)
  VALUES (@key, @method, @methodVersion, @variant, @protocol, @dataset, @datasetHash, @backbone, @shots, @seed,
    @executor, @precision, @engineVersion, @config, @identity, @evaluation, @plannedBy, @now)
  ON CONFLICT (key) DO NOTHING`;

export const REQUEUE_FAILED = `
  UPDATE runs SET state = 'queued', owner = NULL, error = NULL, finished_at = NULL
  WHERE state = 'failed' AND key IN (SELECT value FROM json_each(@keys))`;

/** Each owner of running rows with its newest sign of life. */
export const RUNNING_OWNERS = `
  SELECT owner, max(heartbeat_at) AS heartbeatAt FROM runs WHERE state = 'running' GROUP BY owner`;

/** The first claimable key in the caller's order; CROSS JOIN fixes that the keys are walked, not the table. */
export const CLAIM = `
  UPDATE runs SET state = 'running', owner = @owner, heartbeat_at = @now, started_at = @now,
    attempts = attempts + 1, provenance = @provenance
  WHERE key = (
    SELECT run.key FROM json_each(@keys) AS wanted CROSS JOIN runs AS run ON run.key = wanted.value
    WHERE run.state IN ('queued', 'interrupted')
      OR (run.state = 'running' AND run.owner IN (SELECT value FROM json_each(@abandoned)))
    ORDER BY wanted.key LIMIT 1)
  RETURNING key`;

export const HEARTBEAT = `UPDATE runs SET heartbeat_at = @now WHERE state = 'running' AND owner = @owner`;

export const COMPLETE = `
  UPDATE runs SET state = 'done', heartbeat_at = NULL, finished_at = @now, accuracy = @accuracy, metrics = @metrics,
    details = @details, trainable_parameters = @trainableParameters, fit_seconds = @fitSeconds,
    evaluate_seconds = @evaluateSeconds, test_count = @testCount, draw = @draw
  WHERE key = @key AND owner = @owner AND state = 'running'`;

export const STORE_DRAW = `
  INSERT INTO draws (hash, ids) SELECT @hash, @ids
  WHERE EXISTS (SELECT 1 FROM runs WHERE key = @key AND owner = @owner AND state = 'running')
  ON CONFLICT (hash) DO NOTHING`;

export const DRAW_OF = `SELECT draws.ids FROM runs JOIN draws ON draws.hash = runs.draw WHERE runs.key = @key`;

export const FAIL = `
  UPDATE runs SET state = 'failed', heartbeat_at = NULL, finished_at = @now, error = @error
  WHERE key = @key AND owner = @owner AND state = 'running'`;

export const RELEASE = `
  UPDATE runs SET state = 'interrupted', owner = NULL, heartbeat_at = NULL
  WHERE state = 'running' AND owner = @owner`;

export const STATES = `
  SELECT run.key, run.state FROM json_each(@keys) AS wanted CROSS JOIN runs AS run ON run.key = wanted.value`;

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

const FILTER_COLUMNS = {
  keys: 'key',
  methods: 'method',
  datasets: 'dataset',
  backbones: 'backbone',
  shots: 'shots',
  protocols: 'protocol',
  states: 'state',
  evaluations: 'evaluation',
} as const satisfies Record<keyof RunFilter, string>;

interface Query {
  readonly sql: string;
  readonly parameters: Record<string, string>;
}

/** The query of the rows that pass a filter, in an order that does not depend on when they were run. */
export function selectRuns(filter: RunFilter): Query {
  const order = 'ORDER BY dataset, shots, method, variant, protocol, backbone, seed, key';
  return { sql: `SELECT * FROM runs ${where(filter)} ${order}`, parameters: parametersOf(filter) };
}

/** The query of how many rows that pass a filter are in each state. */
export function countRuns(filter: RunFilter): Query {
  const sql = `SELECT state, count(*) AS count FROM runs ${where(filter)} GROUP BY state`;
  return { sql, parameters: parametersOf(filter) };
}

function where(filter: RunFilter): string {
  const conditions = namesOf(filter).map(
    (name) => `${FILTER_COLUMNS[name]} IN (SELECT value FROM json_each(@${name}))`,
  );
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

function parametersOf(filter: RunFilter): Record<string, string> {
  return Object.fromEntries(namesOf(filter).map((name) => [name, JSON.stringify(filter[name])]));
}

function namesOf(filter: RunFilter): (keyof RunFilter)[] {
  return (Object.keys(FILTER_COLUMNS) as (keyof RunFilter)[]).filter((name) => filter[name] !== undefined);
}
