import { checkLevel } from '../check-level.ts';
import { mean } from '../descriptive.ts';
import { compareToBest, type Candidate } from './compare-to-best.ts';

/** Where a row stands. */
export interface TiePlace {
  /** 1 for the best row and those not told apart from it, 2 for the best of the rest and its ties, and so on. */
  readonly group: number;
  /** Holm-adjusted p-value against the best row of this group; missing for that row and where nothing was tested. */
  readonly p?: number;
}

export interface TieGroupsOptions {
  /** Level of the tests in each group, over all its comparisons. */
  readonly alpha?: number;
}

/**
 * Ranks rows (methods) in groups instead of a line. The sentence for a caption: "A group holds the row with the highest
 * mean of those left and all that a paired t-test over the shared blocks does not find below it (Holm, α = 0.05)."
 *
 * In detail: the best is the row with the highest mean over its own blocks, the first one of equals. Each other row is
 * tested against it by the two-sided paired t-test over the blocks that both have; the p-values are adjusted by Holm
 * over these tests. A row is left for a later group if its adjusted p is at most alpha and the best is ahead on the
 * shared blocks; the same is done with the rows left. A row that shares fewer than two blocks with the best cannot be
 * paired: it is left for later if its own t interval lies below the mean of the best, or, for a row of one value, if
 * that lies below the interval of the best; with one value each, nothing tells them apart.
 *
 * "Not told apart" is not transitive and not "equal": a row of a later group may have a higher mean than a scattered
 * one before it. Few blocks make large groups.
 *
 * @param rows One list per row with a value per block (dataset or seed), `undefined` where it is missing.
 * @returns One place per row; `undefined` for a row without values.
 * @throws RangeError for rows of different lengths, values that are not finite and an alpha outside (0, 1).
 */
export function tieGroups(
  rows: readonly (readonly (number | undefined)[])[],
  { alpha = 0.05 }: TieGroupsOptions = {},
): (TiePlace | undefined)[] {
  checkLevel(alpha, 'level alpha', 0.05);
  const blocks = rows[0]?.length;
  const odd = rows.findIndex((row) => row.length !== blocks);
  if (odd >= 0) throw new RangeError(`row ${odd} has ${rows[odd]!.length} blocks; expected ${blocks}, as row 0 has`);

  const places = new Array<TiePlace | undefined>(rows.length).fill(undefined);
  let left = rows.flatMap((row, index): Candidate[] => {
    const values = row.filter((value) => value !== undefined);
    return values.length === 0 ? [] : [{ index, row, values, mean: mean(values) }];
  });
  for (let group = 1; left.length > 0; group++) {
    const best = left.reduce((first, candidate) => (candidate.mean > first.mean ? candidate : first));
    const others = left.filter((candidate) => candidate !== best);
    const verdicts = compareToBest(best, others, alpha);
    places[best.index] = { group };
    for (const { index, below, p } of verdicts) {
      if (!below) places[index] = p === undefined ? { group } : { group, p };
    }
    left = others.filter((_, i) => verdicts[i]!.below);
  }
  return places;
}
