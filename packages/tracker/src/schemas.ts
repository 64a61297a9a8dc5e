import { ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import type { Evaluation } from './evaluation.ts';
import { type JsonObject, PROTOCOLS, type RunIdentity } from './identity.ts';
import type { DrawnImages, Provenance, RunError, RunResult } from './run.ts';

const jsonObject = z.custom<JsonObject>(
  (value) => isJson(value) && typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected a JSON object without NaN and infinities',
);

const count = z.int().min(0);
const seconds = z.number().min(0);

const targets = z.array(z.object({ name: z.string().min(1), hash: z.string().min(1) })).min(1);

const evaluationSchema: z.ZodType<Evaluation> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('base-to-novel') }),
  z.object({ kind: z.literal('transfer'), targets }),
  z.object({ kind: z.literal('shifted'), targets }),
]);

export const identitySchema: z.ZodType<RunIdentity> = z.object({
  method: z.string().min(1),
  methodVersion: z.int().min(1),
  config: jsonObject,
  protocol: z.enum(PROTOCOLS),
  dataset: z.string().min(1),
  datasetHash: z.string().min(1),
  backbone: z.string().min(1),
  shots: count,
  seed: z.int().nullable(),
  views: z.int().min(1).optional(),
  textModel: z.string().optional(),
  evaluation: evaluationSchema.optional(),
  engine: z.object({ executor: z.string().min(1), precision: z.string().min(1), version: z.int() }),
});

export const resultSchema: z.ZodType<RunResult> = z.object({
  accuracy: z.number().min(0).max(100),
  metrics: z.record(z.string(), z.number()),
  details: jsonObject,
  trainableParameters: count,
  fitSeconds: seconds,
  evaluateSeconds: seconds,
  testCount: count,
  cpuSeconds: seconds.optional(),
  peakMemoryBytes: count.optional(),
});

export const drawSchema: z.ZodType<DrawnImages> = z.object({
  train: z.array(z.string()),
  validation: z.array(z.string()),
});

export const provenanceSchema: z.ZodType<Provenance> = z.object({
  commit: z.string().nullable(),
  dirty: z.boolean().nullable(),
  versions: z.record(z.string(), z.string()),
  host: z.string(),
  processor: z.string(),
  threads: z.number(),
  node: z.string(),
  platform: z.string(),
  lockHash: z.string().optional(),
  diff: z.string().optional(),
  command: z.string().optional(),
  memoryBytes: z.number().optional(),
  gpus: z.array(z.string()).optional(),
});

export const errorSchema: z.ZodType<RunError> = z.object({
  code: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  log: z.string().optional(),
});

/** What is wrong with a value and how to say so. */
export interface Complaint {
  readonly code: string;
  /** The value's name in the message, for example `the result of run 1a2b3c4d`. */
  readonly what: string;
  readonly advice: string;
}

/**
 * The value as the schema gives it back.
 * @throws ShotbenchError with the complaint's code, naming the first member that does not fit.
 */
export function parseAs<T>(schema: z.ZodType<T>, value: unknown, complaint: Complaint): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  const seen = describe(issue?.path.reduce<unknown>((inner, key) => (inner as never)?.[key], value));
  const message = issue?.message.replace(/^Invalid input: |^Too (?:small|big): /, '');
  throw new ShotbenchError(
    complaint.code,
    `${complaint.what} does not fit: ${path === '' ? 'it' : path} is ${seen}, ${message}; ${complaint.advice}`,
    { cause: parsed.error },
  );
}

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== 'object' || value === null) return value === null || /^(string|boolean)$/.test(typeof value);
  return Object.values(value).every((member) => member === undefined || isJson(member));
}

function describe(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
