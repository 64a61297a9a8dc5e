import { fairBinomial } from '../fair-binomial.ts';

export interface McNemarOptions {
  /**
   * Counts the table seen by half (Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13:91): less
   * conservative, in rare cases above the level. Default: false, the exact test.
   */
  readonly midP?: boolean;
}

/**
 * The two-sided p-value of McNemar's test on the test images that one classifier has right and the other wrong: exact,
 * by the binomial distribution with probability ½, so without correction for continuity. 1 where no image tells them
 * apart; 0 where it is below 1e-308.
 *
 * It holds for two trained classifiers on one test set, and says nothing on other draws of the shots.
 *
 * @param onlyFirstRight Images that the first has right and the second wrong.
 * @param onlySecondRight The other way round.
 * @throws RangeError for counts that are not whole numbers from 0.
 */
export function mcnemar(
  onlyFirstRight: number,
  onlySecondRight: number,
  { midP = false }: McNemarOptions = {},
): number {
  for (const count of [onlyFirstRight, onlySecondRight]) {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`a count of images is ${count}; expected a whole number from 0`);
    }
  }
  const { point, lowerTail } = fairBinomial(
    Math.min(onlyFirstRight, onlySecondRight),
    onlyFirstRight + onlySecondRight,
  );
  // In the middle the table seen is its own mirror image, and counts once.
  if (onlyFirstRight === onlySecondRight) return midP ? 1 - point / 2 : 1;
  return 2 * lowerTail - (midP ? point : 0);
}
