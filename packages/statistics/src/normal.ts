/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI);
}

/** P(Z > z) of the standard normal distribution for z ≥ 0 (Abramowitz & Stegun 26.2.11 and 26.2.14). */
export function normalUpperTail(z: number): number {
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - normalDensity(z) * sum;
  }
  // 1/(z + 1/(z + 2/(z + 3/(z + …)))) from the far end; 150 levels are exact to double precision from z = 2.5.
  let fraction = z;
  for (let level = 150; level >= 1; level--) fraction = z + level / fraction;
  return normalDensity(z) / fraction;
}

/** P(Z ≤ z) of the standard normal distribution; the lower tail keeps its digits. */
export function normalCdf(z: number): number {
  return z > 0 ? 1 - normalUpperTail(z) : normalUpperTail(-z);
}
