/** Probabilities of k heads, and of k heads or fewer, among n throws of a fair coin. */
export interface FairBinomial {
  /** P(X = k) */
  readonly point: number;
  /** P(X ≤ k) */
  readonly lowerTail: number;
}

/**
 * The binomial distribution with probability ½: C(n, k)/2ⁿ and its sum up to k, as products of k and a sum of fewer than
 * k positive terms, so without the gamma function and its cancellation. Relative error below about k · 2⁻⁵².
 *
 * @param k Whole, from 0 to n/2; above it one minus the other tail is meant, which the caller has to say.
 */
export function fairBinomial(k: number, n: number): FairBinomial {
  // The n halvings are spread over the factors: C(n, k) overflows from n = 1030, 2⁻ⁿ vanishes from n = 1075.
  let point = 1;
  let halvings = n;
  for (let i = 1; i <= k; i++) {
    point *= (n - k + i) / i;
    for (; point > 1 && halvings > 0; halvings--) point /= 2;
  }
  point *= 2 ** -halvings;

  let term = point;
  let lowerTail = point;
  for (let j = k; j > 0 && term > 0; j--) {
    term *= j / (n - j + 1);
    lowerTail += term;
  }
  return { point, lowerTail };
}
