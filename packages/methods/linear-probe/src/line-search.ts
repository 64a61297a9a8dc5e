/**
 * Line search of Moré and Thuente ("Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20(3), 1994), as
 * MINPACK-2's dcsrch and dcstep do it, because that is what L-BFGS-B and so scikit-learn use.
 */

/** A point on the line: step, value and derivative along the direction. */
interface Point {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

export interface LineSearchOptions {
  /** First step to try. */
  readonly firstStep: number;
  readonly maxStep: number;
  /** Evaluations allowed. L-BFGS-B's default 20. */
  readonly maxEvaluations: number;
}

/** Sufficient decrease, curvature and interval tolerances of L-BFGS-B 3.0 (`lnsrlb`: ftol, gtol, xtol). */
const DECREASE = 1e-3;
const CURVATURE = 0.9;
const INTERVAL = 0.1;

/**
 * Finds a step that satisfies the strong Wolfe conditions.
 *
 * @param start value and derivative at step 0; the derivative must be negative.
 * @param evaluate value and derivative at a step.
 * @returns the accepted step, which is the last one evaluated, or undefined if the evaluations did not suffice.
 */
export async function lineSearch(
  start: { readonly value: number; readonly slope: number },
  evaluate: (step: number) => Promise<{ readonly value: number; readonly slope: number }>,
  { firstStep, maxStep, maxEvaluations }: LineSearchOptions,
): Promise<number | undefined> {
  const decreaseSlope = DECREASE * start.slope;
  let isBracketed = false;
  let isFirstStage = true;
  let width = maxStep;
  let previousWidth = 2 * maxStep;
  let best: Point = { step: 0, ...start };
  let other: Point = best;
  let [low, high] = [0, 5 * firstStep];
  let step = firstStep;

  for (let count = 0; count < maxEvaluations; count++) {
    const at: Point = { step, ...(await evaluate(step)) };
    const required = start.value + step * decreaseSlope;
    if (isFirstStage && at.value <= required && at.slope >= 0) isFirstStage = false;

    // Where rounding or the end of the interval leaves nothing better to try, L-BFGS-B takes the step as it is.
    const isStuck = isBracketed && (step <= low || step >= high || high - low <= INTERVAL * high);
    const isAtEnd = step === maxStep && at.value <= required && at.slope <= decreaseSlope;
    const isGood = at.value <= required && Math.abs(at.slope) <= CURVATURE * -start.slope;
    if (isStuck || isAtEnd || isGood) return step;

    // In the first stage the search works on the function minus the required decrease, which has a minimiser.
    const isModified = isFirstStage && at.value <= best.value && at.value > required;
    const shift = (p: Point): Point =>
      isModified ? { ...p, value: p.value - p.step * decreaseSlope, slope: p.slope - decreaseSlope } : p;
    const unshift = (p: Point): Point =>
      isModified ? { ...p, value: p.value + p.step * decreaseSlope, slope: p.slope + decreaseSlope } : p;
    const next = nextInterval(shift(best), shift(other), shift(at), { isBracketed, low, high });
    isBracketed = next.isBracketed;
    best = unshift(next.best);
    other = unshift(next.other);
    step = next.step;

    if (isBracketed) {
      if (Math.abs(other.step - best.step) >= 0.66 * previousWidth) step = best.step + 0.5 * (other.step - best.step);
      previousWidth = width;
      width = Math.abs(other.step - best.step);
      [low, high] = [Math.min(best.step, other.step), Math.max(best.step, other.step)];
    } else {
      [low, high] = [step + 1.1 * (step - best.step), step + 4 * (step - best.step)];
    }
    step = Math.min(Math.max(step, 0), maxStep);
    if (isBracketed && (step <= low || step >= high || high - low <= INTERVAL * high)) step = best.step;
  }
  return undefined;
}

interface Interval {
  readonly isBracketed: boolean;
  readonly low: number;
  readonly high: number;
}

/** MINPACK-2's dcstep: a safeguarded step for the search and the updated interval that holds a minimiser. */
function nextInterval(best: Point, other: Point, at: Point, { isBracketed, low, high }: Interval) {
  const hasSameSign = at.slope * Math.sign(best.slope) >= 0;
  let bracketed = isBracketed;
  let step: number;

  if (at.value > best.value) {
    // Case 1: a higher value. The minimum is bracketed; cubic step if it is closer to the best, else their average.
    const cubic = best.step + cubicRatio(best, at, best) * (at.step - best.step);
    const quadratic =
      best.step +
      (best.slope / ((best.value - at.value) / (at.step - best.step) + best.slope) / 2) * (at.step - best.step);
    step = Math.abs(cubic - best.step) < Math.abs(quadratic - best.step) ? cubic : cubic + (quadratic - cubic) / 2;
    bracketed = true;
  } else if (!hasSameSign) {
    // Case 2: a lower value and slopes of opposite sign. Bracketed; the step farther from the current point.
    const cubic = at.step + cubicRatio(at, best, at) * (best.step - at.step);
    const secant = at.step + (at.slope / (at.slope - best.slope)) * (best.step - at.step);
    step = Math.abs(cubic - at.step) > Math.abs(secant - at.step) ? cubic : secant;
    bracketed = true;
  } else if (Math.abs(at.slope) < Math.abs(best.slope)) {
    // Case 3: a lower value, same sign, the slope's size decreases. The cubic may tend to infinity in the step's direction.
    const { theta, gamma } = cubicTerms(best, at, true);
    const directed = at.step > best.step ? -gamma : gamma;
    const p = directed - at.slope + theta;
    const q = directed + (best.slope - at.slope) + directed;
    const ratio = p / q;
    const limit = at.step > best.step ? high : low;
    const cubic = ratio < 0 && directed !== 0 ? at.step + ratio * (best.step - at.step) : limit;
    const secant = at.step + (at.slope / (at.slope - best.slope)) * (best.step - at.step);
    if (isBracketed) {
      const nearer = Math.abs(cubic - at.step) < Math.abs(secant - at.step) ? cubic : secant;
      const bound = at.step + 0.66 * (other.step - at.step);
      step = at.step > best.step ? Math.min(bound, nearer) : Math.max(bound, nearer);
    } else {
      const farther = Math.abs(cubic - at.step) > Math.abs(secant - at.step) ? cubic : secant;
      step = Math.min(Math.max(farther, low), high);
    }
  } else if (isBracketed) {
    // Case 4: a lower value, same sign, the slope's size does not decrease.
    step = at.step + cubicRatio(at, other, at) * (other.step - at.step);
  } else {
    step = at.step > best.step ? high : low;
  }

  if (at.value > best.value) return { isBracketed: bracketed, best, other: at, step };
  return { isBracketed: bracketed, best: at, other: hasSameSign ? other : best, step };
}

/** θ and γ of the cubic through two points and their slopes; γ carries no sign here. */
function cubicTerms(a: Point, b: Point, clamp: boolean): { theta: number; gamma: number } {
  const theta = (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const radicand = (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale);
  return { theta, gamma: scale * Math.sqrt(clamp ? Math.max(0, radicand) : radicand) };
}

/** Where the cubic through `from` and `to` has its minimum, as a fraction of the way. */
function cubicRatio(from: Point, to: Point, origin: Point): number {
  const terms = cubicTerms(from, to, false);
  const gamma = to.step < origin.step ? -terms.gamma : terms.gamma;
  const p = gamma - from.slope + terms.theta;
  const q = gamma - from.slope + gamma + to.slope;
  return p / q;
}
