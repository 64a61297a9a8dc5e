/**
 * p-values adjusted for their number by Holm's step-down procedure (Holm 1979, Scandinavian Journal of Statistics 6):
 * the i-th smallest of m times m − i + 1, at least the ones before it and at most 1. Rejecting where the adjusted value
 * is at most α keeps the chance of any false rejection below α, whatever the dependence between the tests.
 *
 * A comparison without a p-value is not a test: leave it out of the list.
 *
 * @returns Adjusted p-values in the order of the input.
 * @throws RangeError for a value outside [0, 1].
 */
export function holm(pValues: readonly number[]): number[] {
  const wrong = pValues.findIndex((p) => !(p >= 0 && p <= 1));
  if (wrong >= 0) throw new RangeError(`p-value ${wrong} is ${pValues[wrong]}; expected a number from 0 to 1`);
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [place, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * pValues[i]!));
    adjusted[i] = largest;
  }
  return adjusted;
}
