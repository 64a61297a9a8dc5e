import { z } from 'zod';

import { parseDecimal } from '../parse-decimal.ts';
import { parseCsv } from './parse-csv.ts';

const text = z.string().min(1);

const evaluationSchema = z.object({
  dataset: text,
  model: text,
  pretrained: z.string(),
  task: text,
  language: z.string().optional(),
  metrics: z.record(z.string(), z.unknown()),
});

/** One evaluation of CLIP_benchmark as it writes it: accuracies are fractions. */
export interface ClipEvaluation extends Omit<z.infer<typeof evaluationSchema>, 'metrics'> {
  /** Those that are finite numbers. */
  readonly metrics: Readonly<Record<string, number>>;
}

const COLUMNS = ['dataset', 'model', 'pretrained', 'task'] as const;

/** Whether a text looks like what `clip_benchmark eval` or `clip_benchmark build` writes, whole or damaged. */
export function isClipBenchmark(source: string): boolean {
  const start = source.replace(/^\uFEFF/, '').trimStart();
  if (/^[{[]/.test(start)) return ['pretrained', 'task', 'metrics'].every((name) => start.includes(`"${name}"`));
  const header = parseCsv(/^.*/.exec(start)![0])[0] ?? [];
  return COLUMNS.every((name) => header.includes(name));
}

/** The evaluations in a text: one JSON object, an array of such, or the CSV of `clip_benchmark build`. Undefined is what is none. */
export function parseEvaluations(source: string): (ClipEvaluation | undefined)[] {
  const start = source.replace(/^\uFEFF/, '').trimStart();
  if (!/^[{[]/.test(start)) return evaluationsOfCsv(start);
  const json = parseJson(start);
  return (Array.isArray(json) ? json : [json]).map(evaluationOf);
}

/** Python writes NaN and infinities, of which JSON knows nothing: `acc5` is NaN where there are fewer than 5 classes. */
function parseJson(source: string): unknown {
  const plain = source.replaceAll(/([[:,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g, '$1null');
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}

function evaluationsOfCsv(source: string): (ClipEvaluation | undefined)[] {
  const [header = [], ...rows] = parseCsv(source);
  return rows.map((row) => {
    const fields = Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']));
    const metrics = Object.fromEntries(header.map((name, i) => [name, parseDecimal(row[i] ?? '')]));
    return evaluationOf({ ...fields, ...(fields.language === '' && { language: undefined }), metrics });
  });
}

function evaluationOf(value: unknown): ClipEvaluation | undefined {
  const { success, data } = evaluationSchema.safeParse(value);
  if (!success) return undefined;
  const numbers = Object.entries(data.metrics).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
  return { ...data, metrics: Object.fromEntries(numbers) };
}
