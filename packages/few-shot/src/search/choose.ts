/** A candidate's percent of validation images that it gets right. */
interface Rated {
  readonly validationAccuracy: number;
}

/** The first of those that get most of the validation images right. */
export function firstBest<T extends Rated>(rated: readonly T[]): T | undefined {
  return rated.reduce<T | undefined>(
    (best, one) => (best && best.validationAccuracy >= one.validationAccuracy ? best : one),
    undefined,
  );
}

/**
 * The first whose accuracy is within one standard error of the best one's: √(p (1 − p) / n) for a best one that gets a part p of n images right (Breiman et al.,
 * Classification and Regression Trees, 1984, section 3.4.3, where the order is that of complexity).
 *
 * @param count n, validation images.
 */
export function firstWithinOneError<T extends Rated>(rated: readonly T[], count: number): T | undefined {
  const best = firstBest(rated);
  if (!best) return undefined;
  const p = best.validationAccuracy / 100;
  const least = best.validationAccuracy - 100 * Math.sqrt((p * (1 - p)) / count);
  return rated.find(({ validationAccuracy }) => validationAccuracy >= least);
}
