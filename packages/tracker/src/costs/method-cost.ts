import type { Protocol } from '../identity.ts';

/** What a method reaches and what it costs: means over datasets, each counting the same, of means over their done runs. */
export interface MethodCost {
  /** As tables call it. */
  readonly method: string;
  readonly protocol: Protocol;
  /** Percent. */
  readonly accuracy: number;
  /** Half width of its 95% t-interval over seeds; null where there is none. */
  readonly interval: number | null;
  /** Done runs that the accuracy is over. */
  readonly n: number;
  /** Done runs that the costs are over: those of the chosen machine, where one is chosen. */
  readonly timed: number;
  /** How many machines these were computed on; 0 where that is not known. */
  readonly machines: number;
  /** Null, as all costs, where a dataset has no run that knows it. */
  readonly fitSeconds: number | null;
  readonly evaluateSecondsPerImage: number | null;
  /** Of fitting and evaluating, all threads together. */
  readonly cpuSeconds: number | null;
  readonly trainableParameters: number | null;
  /** Resident memory of the process at its largest until the run's end, so of the runs before it in one process too. */
  readonly peakMemoryBytes: number | null;
}

/** What tells one row from the others. */
export type Series = Pick<MethodCost, 'method' | 'protocol'>;
