import {
  evaluationCells,
  type EvaluationKind,
  type RunState,
  type RunSummary,
  summarize,
  type TableCell,
} from '@shotbench/tracker';

/** What the results file held at one moment. */
export class Snapshot {
  /** Equal versions mean equal content. */
  readonly version: string;
  /** Of runs of every evaluation. */
  readonly counts: Readonly<Record<RunState, number>>;
  /** All runs, in no particular order. */
  readonly runs: readonly RunSummary[];
  /** When it was read, in milliseconds of this machine's clock. */
  readonly readAt: number;
  readonly #derived = new Map<string, unknown>();

  constructor(
    version: string,
    counts: Readonly<Record<RunState, number>>,
    runs: readonly RunSummary[],
    readAt: number = Date.now(),
  ) {
    this.version = version;
    this.counts = counts;
    this.runs = runs;
    this.readAt = readAt;
  }

  /** The table cells of the runs of one evaluation, without those that were tuned on test data. */
  cells(evaluation: EvaluationKind = 'few-shot'): readonly TableCell[] {
    return this.derived(`cells ${evaluation}`, () =>
      evaluation === 'few-shot' ? summarize(this.runs) : evaluationCells(this.runs, evaluation),
    );
  }

  /** What is computed of this snapshot once, however often it is asked for. */
  derived<T>(name: string, compute: () => T): T {
    if (!this.#derived.has(name)) this.#derived.set(name, compute());
    return this.#derived.get(name) as T;
  }
}
