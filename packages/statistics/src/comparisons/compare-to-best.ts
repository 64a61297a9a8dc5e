import { tInterval } from '../t-interval.ts';
import { holm } from './holm.ts';
import { pairedT } from './paired-t.ts';

/** A row that has values. */
export interface Candidate {
  readonly index: number;
  readonly row: readonly (number | undefined)[];
  /** The entries of the row that are there. */
  readonly values: readonly number[];
  readonly mean: number;
}

/** Whether a row is found to be below the best one, and the adjusted p-value where a test said so. */
export interface Verdict {
  readonly index: number;
  readonly below: boolean;
  readonly p?: number;
}

/** Compares each row with the best one by paired t-tests with Holm's adjustment, as `tieGroups` documents. */
export function compareToBest(best: Candidate, others: readonly Candidate[], alpha: number): Verdict[] {
  const tests = others.map((other) => testShared(best, other));
  const adjusted = holm(tests.flatMap((test) => (test === undefined ? [] : [test.p])));
  let next = 0;
  return others.map((other, i) => {
    const test = tests[i];
    if (test === undefined) return { index: other.index, below: isBelow(best, other, alpha) };
    const p = adjusted[next++]!;
    // With blocks missing, the row of the lower mean can be ahead where both have values.
    return { index: other.index, below: p <= alpha && test.ahead > 0, p };
  });
}

/** The paired t-test of best − other, or nothing where they share fewer than two blocks. */
function testShared(best: Candidate, other: Candidate): { ahead: number; p: number } | undefined {
  const pairs = best.row.flatMap((value, block): [number, number][] => {
    const opposite = other.row[block];
    return value === undefined || opposite === undefined ? [] : [[value, opposite]];
  });
  if (pairs.length < 2) return undefined;
  const { mean, p } = pairedT(
    pairs.map(([value]) => value),
    pairs.map(([, opposite]) => opposite),
  );
  return { ahead: mean, p: p! };
}

/** Whether the unpaired intervals tell the rows apart. */
function isBelow(best: Candidate, other: Candidate, alpha: number): boolean {
  const { halfWidth } = tInterval(other.values, 1 - alpha);
  if (halfWidth !== undefined) return other.mean + halfWidth < best.mean;
  const { halfWidth: reach } = tInterval(best.values, 1 - alpha);
  return reach !== undefined && other.mean < best.mean - reach;
}
