/**
 * Arithmetic mean.
 * @throws RangeError on an empty list and on values that are not finite.
 */
export function mean(values: readonly number[]): number {
  checkValues(values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Sample standard deviation with n − 1 in the denominator: √(Σ(xᵢ − x̄)² / (n − 1)).
 * Undefined for one value, whose spread nothing tells.
 * @throws RangeError on an empty list and on values that are not finite.
 */
export function sampleStd(values: readonly number[]): number | undefined {
  const center = mean(values);
  if (values.length < 2) return undefined;
  // Two passes: Σx² − n·x̄² would cancel for accuracies that lie close together.
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** @throws RangeError on an empty list and on values that are not finite. */
export function checkValues(values: readonly number[]): void {
  if (values.length === 0) throw new RangeError('the list of values is empty; expected one number or more');
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw new RangeError(`value ${index} is ${values[index]}; expected a finite number`);
}
