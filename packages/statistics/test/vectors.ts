import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Numbers computed by scipy 1.17.1; goldens/make-vectors.py says how. */
interface Vectors {
  readonly student_t: readonly { df: number; t: number; cdf: number }[];
  readonly paired_t: readonly { a: number[]; b: number[]; t: number; p: number; low: number; high: number }[];
  readonly wilcoxon: readonly { source: string; differences: number[]; smaller: number; p: number }[];
  readonly mcnemar: readonly { b: number; c: number; p: number; midP: number }[];
  readonly wilson: readonly { successes: number; n: number; confidence: number; low: number; high: number }[];
  readonly power: readonly { effect: number; n: number; alpha: number; power: number }[];
  readonly detectable: readonly { n: number; alpha: number; power: number; effect: number }[];
  readonly bootstrap: { values: number[]; low: number; high: number };
  readonly calibration: { confidences: number[]; correct: number[]; ece: number };
}

export const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'goldens', 'scipy.json'), 'utf8')) as Vectors;
