import type { Database } from 'better-sqlite3';

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

const KINDS = `
  SELECT id, method, variant, dataset, shots, evaluation FROM kinds
  WHERE dataset IN (SELECT value FROM json_each(@datasets)) AND method IN (SELECT value FROM json_each(@methods))
  ORDER BY method, variant, dataset, shots, evaluation`;

/** CROSS JOIN fixes that runs are looked up by their kind, in the index that has their times. */
const SECONDS = `
  SELECT kind, fit_seconds + evaluate_seconds FROM kinds CROSS JOIN runs ON runs.kind = kinds.id
  WHERE dataset IN (SELECT value FROM json_each(@datasets)) AND method IN (SELECT value FROM json_each(@methods))
    AND state = 'done'`;

type KindRow = readonly [
  id: number,
  ...[method: string, variant: string, dataset: string, shots: number, evaluation: EvaluationKind],
];

interface Timed extends Omit<Duration, 'runs' | 'medianSeconds'> {
  readonly seconds: number[];
}

/** In the order of method, variant, dataset, shots and evaluation. To be called in a transaction. */
export function readDurations(db: Database, { methods, datasets }: DurationFilter): Duration[] {
  // Lists travel as JSON.
  const parameters = { methods: JSON.stringify(methods), datasets: JSON.stringify(datasets) };
  const timed: Timed[] = [];
  const timedOf = new Map<number, Timed>();
  const kinds = db.prepare(KINDS).raw().iterate(parameters) as Iterable<KindRow>;
  for (const [id, method, variant, dataset, shots, evaluation] of kinds) {
    let last = timed.at(-1);
    // What differs in another column, such as the backbone, comes one after the other and is timed together.
    const isSame = last?.method === method && last.variant === variant && last.dataset === dataset;
    if (last === undefined || !isSame || last.shots !== shots || last.evaluation !== evaluation) {
      last = { method, variant, dataset, shots, evaluation, seconds: [] };
      timed.push(last);
    }
    timedOf.set(id, last);
  }
  for (const row of db.prepare(SECONDS).raw().iterate(parameters)) {
    const [kind, seconds] = row as [kind: number, seconds: number];
    timedOf.get(kind)!.seconds.push(seconds);
  }
  return timed
    .filter(({ seconds }) => seconds.length > 0)
    .map(({ seconds, ...what }) => ({ ...what, runs: seconds.length, medianSeconds: median(seconds) }));
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const [below, above] = [values[(values.length - 1) >> 1]!, values[values.length >> 1]!];
  return (below + above) / 2;
}
