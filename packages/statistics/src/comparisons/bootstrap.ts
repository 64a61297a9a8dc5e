import { checkLevel } from '../check-level.ts';
import { mean } from '../descriptive.ts';
import { pairedDifferences } from './paired-differences.ts';

/** A mean with its percentile bootstrap interval. One value has a mean, but no interval. */
export interface BootstrapInterval {
  readonly mean: number;
  readonly n: number;
  readonly low?: number;
  readonly high?: number;
}

export interface BootstrapOptions {
  /**
   * Efron & Tibshirani (1993, An Introduction to the Bootstrap, section 13.3) ask for 1000 or more for percentile
   * intervals; ten times as many keep the chance of the resamples out of the second digit, in milliseconds.
   */
  readonly resamples?: number;
  readonly confidence?: number;
}

/**
 * The mean of one value per dataset, with the interval that drawing the datasets again gives: the percentile bootstrap
 * (Efron & Tibshirani 1993, section 13.3). With B resamples and α = (1 − confidence)/2 the ends are the k-th smallest and
 * the k-th largest of the resampled means, k = ⌊(B + 1)α⌋.
 *
 * @param random Uniform in [0, 1), seeded; draws `resamples · n` numbers in order, so the same seed gives the same ends.
 * @throws RangeError for empty lists, values that are not finite, a confidence outside (0, 1), resamples that are too
 *   few for it or not whole, and numbers outside [0, 1) from the generator.
 */
export function bootstrapMean(
  values: readonly number[],
  random: () => number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  const { resamples = 10_000, confidence = 0.95 } = options;
  checkLevel(confidence, 'confidence', 0.95);
  // A hair more, as (1 − 0.9) / 2 · 20 is just below 1.
  const k = Math.floor(((resamples + 1) * (1 - confidence)) / 2 + 1e-9);
  if (!Number.isInteger(resamples) || k < 1) {
    const least = Math.ceil(2 / (1 - confidence) - 1e-9) - 1;
    throw new RangeError(
      `the resamples are ${resamples}; expected a whole number from ${least} for confidence ${confidence}`,
    );
  }
  const n = values.length;
  const center = mean(values);
  if (n === 1) return { mean: center, n };
  const means = resampledMeans(values, random, resamples).sort();
  return { mean: center, n, low: means[k - 1]!, high: means[resamples - k]! };
}

/**
 * The mean of a − b over datasets with its percentile bootstrap interval. Pairs are drawn together: what makes a dataset
 * hard for both is not counted as spread.
 * @throws RangeError as `bootstrapMean`, and for lists of different lengths.
 */
export function bootstrapDifference(
  a: readonly number[],
  b: readonly number[],
  random: () => number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  return bootstrapMean(pairedDifferences(a, b).differences, random, options);
}

function resampledMeans(values: readonly number[], random: () => number, resamples: number): Float64Array {
  const n = values.length;
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const u = random();
      if (!(u >= 0 && u < 1)) throw new RangeError(`the generator gave ${u}; expected numbers from 0, below 1`);
      sum += values[Math.floor(u * n)]!;
    }
    means[r] = sum / n;
  }
  return means;
}
