import { checkLevel } from '../check-level.ts';
import { gaussLegendre } from '../gauss-legendre.ts';
import { normalCdf } from '../normal.ts';
import { studentTQuantile } from '../student-t-quantile.ts';

/** Normal tails beyond this many standard deviations are below 1e-18. */
const REACH = 9;
const PANELS = 24;

/**
 * The chance that the two-sided paired t-test finds a true difference: P(|T| > c) where T has the noncentral t
 * distribution with n − 1 degrees of freedom and noncentrality δ = effect · √n, and c is the critical value.
 *
 * T > c is Z + δ > c·u with Z normal and u = s/σ, so the chance is the mean of Φ(δ − c·u) + Φ(−δ − c·u) over the
 * distribution of u, integrated by Gauss–Legendre. Absolute error below 1e-12.
 *
 * @param effect The true mean difference over the standard deviation of the differences.
 * @param n Pairs, 2 or more.
 * @param alpha Level of the test.
 * @throws RangeError for an effect that is not finite, an n that is not whole from 2, an alpha outside (0, 1).
 */
export function pairedTPower(effect: number, n: number, alpha = 0.05): number {
  if (!Number.isFinite(effect)) throw new RangeError(`the effect is ${effect}; expected a finite number`);
  if (!(Number.isSafeInteger(n) && n >= 2)) throw new RangeError(`n is ${n}; expected a whole number of pairs from 2`);
  checkLevel(alpha, 'level alpha', 0.05);
  const df = n - 1;
  const delta = Math.abs(effect) * Math.sqrt(n);
  const critical = -studentTQuantile(alpha / 2, df);
  // x = u − 1, whose density keeps its digits for large df; it is scaled by its value at 0 and divided by its integral.
  const density = (x: number) => Math.exp(df * (Math.log1p(x) - x - (x * x) / 2)) / (1 + x);
  const found = (x: number) => normalCdf(delta - critical * (1 + x)) + normalCdf(-delta - critical * (1 + x));

  // Both the density and, where c is large, Φ change fast in a small part of the range: each part has its own panels.
  const low = Math.max(-1, -REACH / Math.sqrt(df));
  const high = REACH / Math.sqrt(df);
  const cuts = [delta - REACH, REACH - delta, delta + REACH].map((z) => z / critical - 1);
  const edges = [low, ...cuts.filter((x) => x > low && x < high), high].sort((x, y) => x - y);
  let power = 0;
  let total = 0;
  for (let i = 1; i < edges.length; i++) {
    power += gaussLegendre((x) => density(x) * found(x), edges[i - 1]!, edges[i]!, PANELS);
    total += gaussLegendre(density, edges[i - 1]!, edges[i]!, PANELS);
  }
  return power / total;
}
