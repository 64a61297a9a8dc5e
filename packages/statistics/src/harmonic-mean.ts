/**
 * The harmonic mean 2ab / (a + b) of two rates, 0 where both are 0: what base and new accuracies are summed up by (CoCoOp, Zhou et al., CVPR 2022,
 * section 4.1).
 * @throws RangeError for a rate below zero or not finite.
 */
export function harmonicMean(a: number, b: number): number {
  for (const rate of [a, b]) {
    if (!(rate >= 0 && Number.isFinite(rate)))
      throw new RangeError(`a rate is ${rate}; expected 0 or a finite number above`);
  }
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
