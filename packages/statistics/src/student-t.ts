/** Density of Student's t distribution with `df` degrees of freedom. */
export function studentTDensity(t: number, df: number): number {
  const scale = gammaRatio(df / 2) / Math.sqrt(df * Math.PI);
  return scale * Math.exp(-((df + 1) / 2) * Math.log1p((t * t) / df));
}

/**
 * P(T > t) of Student's t distribution for t ≥ 0: half the regularised incomplete beta function I(x; df/2, ½) at
 * x = df / (df + t²) (Abramowitz & Stegun 26.7.1).
 */
export function studentTUpperTail(t: number, df: number): number {
  if (t === 0) return 0.5;
  const a = df / 2;
  const x = df / (df + t * t);
  const y = (t * t) / (df + t * t);
  // xᵃ·√y / B(a, ½); log1p keeps the digits of xᵃ where x is next to 1.
  const front = (Math.exp(-a * Math.log1p((t * t) / df)) * Math.sqrt(y) * gammaRatio(a)) / Math.sqrt(Math.PI);
  // Each fraction converges fast on its own side of the mean of the beta distribution only.
  return x < (a + 1) / (a + 2.5) ? (0.5 * front * betaFraction(a, 0.5, x)) / a : 0.5 - front * betaFraction(0.5, a, y);
}

/**
 * Γ(a + ½) / Γ(a), without the gamma function and so without its overflow and cancellation: an asymptotic series
 * where a is large, reached from below by Γ(z + 1) = z·Γ(z).
 */
function gammaRatio(a: number): number {
  let factor = 1;
  let z = a;
  for (; z < 100; z++) factor *= z / (z + 0.5);
  const u = 1 / z;
  const series = 1 + u * (-1 / 8 + u * (1 / 128 + u * (5 / 1024 + u * (-21 / 32768 + u * (-399 / 262144)))));
  return factor * Math.sqrt(z) * series;
}

/**
 * The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8) by the modified Lentz method, so
 * that I(x; a, b) = xᵃ(1 − x)ᵇ / (a·B(a, b)) · fraction. Takes about √max(a, b) rounds.
 */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const nonZero = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 1e5; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 4e-16) break;
  }
  return fraction;
}
