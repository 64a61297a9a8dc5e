import type { EvaluationKind } from './evaluation.ts';

/** How long done runs of one kind took, fit and evaluation together. */
export interface Duration {
  readonly method: string;
  readonly variant: string;
  readonly dataset: string;
  readonly shots: number;
  readonly evaluation: EvaluationKind;
  /** Runs behind the median, 1 or more. */
  readonly runs: number;
  readonly medianSeconds: number;
}

export interface DurationFilter {
  readonly methods: readonly string[];
  readonly datasets: readonly string[];
}

/** Medians in SQL, because reading every row of a large file takes longer than it takes to plan. Lists travel as JSON. */
export const DURATIONS = `
  WITH timed AS MATERIALIZED (
    SELECT method, variant, dataset, shots, evaluation, fit_seconds + evaluate_seconds AS seconds FROM runs
    WHERE state = 'done'
      AND dataset IN (SELECT value FROM json_each(@datasets)) AND method IN (SELECT value FROM json_each(@methods))
  ), ranked AS (
    SELECT method, variant, dataset, shots, evaluation, seconds,
      row_number() OVER (PARTITION BY method, variant, dataset, shots, evaluation ORDER BY seconds) AS place,
      count(*) OVER (PARTITION BY method, variant, dataset, shots, evaluation) AS runs
    FROM timed
  )
  SELECT method, variant, dataset, shots, evaluation, runs, avg(seconds) AS medianSeconds FROM ranked
  WHERE place IN ((runs + 1) / 2, (runs + 2) / 2)
  GROUP BY method, variant, dataset, shots, evaluation
  ORDER BY method, variant, dataset, shots, evaluation`;
