import { z } from 'zod';

import { RUN_STATES, type RunRow } from './run.ts';
import { type Complaint, errorSchema, identitySchema, parseAs, provenanceSchema, resultSchema } from './schemas.ts';

const time = z.number().nullable();

/** The columns of `runs` that a row is read back from; the identity columns are there for SQL only. */
const columnsSchema = z.object({
  key: z.string(),
  identity: json(identitySchema),
  variant: z.string(),
  planned_by: z.string(),
  state: z.enum(RUN_STATES),
  attempts: z.number(),
  owner: z.string().nullable(),
  heartbeat_at: time,
  created_at: z.number(),
  started_at: time,
  finished_at: time,
  error: json(errorSchema).nullable(),
  accuracy: z.number().nullable(),
  metrics: json(z.unknown()).nullable(),
  details: json(z.unknown()).nullable(),
  trainable_parameters: z.number().nullable(),
  fit_seconds: z.number().nullable(),
  evaluate_seconds: z.number().nullable(),
  test_count: z.number().nullable(),
  cpu_seconds: z.number().nullable(),
  peak_memory_bytes: z.number().nullable(),
  provenance: json(provenanceSchema).nullable(),
});

/**
 * A row of the table `runs` as the outside sees it.
 * @throws ShotbenchError `TRACKER_CORRUPT` where something other than this package has written the row.
 */
export function toRunRow(row: unknown): RunRow {
  const complaint = corrupt(String((row as { key?: unknown }).key));
  const columns = parseAs(columnsSchema, row, complaint);
  const { identity, variant, state, attempts, owner, error, provenance } = columns;
  const { accuracy, metrics, details } = columns;
  const result = {
    ...{ accuracy, metrics, details },
    trainableParameters: columns.trainable_parameters,
    fitSeconds: columns.fit_seconds,
    evaluateSeconds: columns.evaluate_seconds,
    testCount: columns.test_count,
    ...(columns.cpu_seconds !== null && { cpuSeconds: columns.cpu_seconds }),
    ...(columns.peak_memory_bytes !== null && { peakMemoryBytes: columns.peak_memory_bytes }),
  };
  return {
    key: columns.key,
    ...{ identity, variant, plannedBy: columns.planned_by, state, attempts, owner },
    heartbeatAt: columns.heartbeat_at,
    createdAt: columns.created_at,
    startedAt: columns.started_at,
    finishedAt: columns.finished_at,
    error,
    result: state === 'done' || state === 'invalid' ? parseAs(resultSchema, result, complaint) : null,
    provenance,
  };
}

/** How to complain of what is stored for a run. */
export function corrupt(key: string): Complaint {
  return {
    code: 'TRACKER_CORRUPT',
    what: `the stored run ${key.slice(0, 12)}`,
    advice: 'restore the results file from a copy or delete this row',
  };
}

/** A text column that holds JSON of the given shape. */
function json<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('expected JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}
