import { lineSearch } from './line-search.ts';
import { addTo, dot, maxAbs, minus } from './vectors.ts';

/** A function to be minimised: its value and gradient at a point. */
export type Objective = (point: Float64Array) => Promise<{ readonly value: number; readonly gradient: Float64Array }>;

export interface LbfgsOptions {
  readonly maxIterations: number;
  /** Stops when no element of the gradient is larger. */
  readonly gradientTolerance: number;
  /** Stops when the value falls by no more than this part of itself. SciPy's default `ftol` = 1e7 · 2⁻⁵² = 2.22e-9. */
  readonly valueTolerance?: number;
  /** Pairs of steps and gradient changes remembered. SciPy's default `maxcor` = 10. */
  readonly memory?: number;
  readonly signal?: AbortSignal;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** Why it stopped. */
  readonly reason: 'gradient' | 'value' | 'iterations' | 'line-search';
}

const EPSILON = 2 ** -52;

/**
 * Limited-memory BFGS without bounds, following L-BFGS-B 3.0 (Zhu, Byrd, Lu, Nocedal, ACM TOMS 23(4), 1997; Morales and Nocedal, 2011)
 * in its stopping rules, line search, first step and skipped updates, so that it stops where SciPy's does. For
 * nearly separable data that is what decides the result, because the true minimum is far away.
 */
export async function minimize(objective: Objective, start: Float64Array, options: LbfgsOptions): Promise<Minimum> {
  const { maxIterations, gradientTolerance, valueTolerance = 1e7 * EPSILON, memory = 10, signal } = options;
  let point = start;
  let { value, gradient } = await objective(point);
  let pairs: Pair[] = [];
  let iterations = 0;
  let evaluations = 1;
  const done = (reason: Minimum['reason']): Minimum => ({ point, value, iterations, evaluations, reason });

  if (maxAbs(gradient) <= gradientTolerance) return done('gradient');
  while (iterations < maxIterations) {
    signal?.throwIfAborted();
    const direction = descentDirection(gradient, pairs);
    const slope = dot(gradient, direction);
    let trial = { point, value, gradient };
    const at = async (step: number): Promise<{ value: number; slope: number }> => {
      const moved = point.slice();
      addTo(moved, direction, step);
      trial = { point: moved, ...(await objective(moved)) };
      evaluations++;
      return { value: trial.value, slope: dot(trial.gradient, direction) };
    };
    const step =
      slope < 0
        ? await lineSearch({ value, slope }, at, {
            firstStep: iterations === 0 ? Math.min(1 / Math.sqrt(dot(direction, direction)), 1e10) : 1,
            maxStep: 1e10,
            maxEvaluations: 20,
          })
        : undefined;
    if (step === undefined) {
      // As L-BFGS-B: forget the past and try once more along the gradient itself.
      if (pairs.length === 0) return done('line-search');
      pairs = [];
      continue;
    }
    iterations++;
    const before = { point, value, gradient };
    ({ point, value, gradient } = trial);
    if (maxAbs(gradient) <= gradientTolerance) return done('gradient');
    const scale = Math.max(Math.abs(before.value), Math.abs(value), 1);
    if (before.value - value <= valueTolerance * scale) return done('value');

    const s = minus(point, before.point);
    const y = minus(gradient, before.gradient);
    const curvature = dot(s, y);
    if (curvature > EPSILON * -slope * step) pairs = [...pairs, { s, y, curvature }].slice(-memory);
  }
  return done('iterations');
}

/** A step, the change of gradient over it and their product. */
interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly curvature: number;
}

/** −H g with the inverse Hessian estimate H of the pairs (two-loop recursion, Nocedal 1980). */
function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = new Float64Array(gradient.length);
  addTo(q, gradient, -1);
  const alphas: number[] = [];
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { s, y, curvature } = pairs[i]!;
    const alpha = dot(s, q) / curvature;
    alphas[i] = alpha;
    addTo(q, y, -alpha);
  }
  const latest = pairs.at(-1);
  if (latest) {
    const scale = latest.curvature / dot(latest.y, latest.y);
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  pairs.forEach(({ s, y, curvature }, i) => addTo(q, s, alphas[i]! - dot(y, q) / curvature));
  return q;
}
