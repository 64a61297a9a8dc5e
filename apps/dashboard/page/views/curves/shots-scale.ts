import { scaleLog } from 'd3';

/** Between the place of 0 shots and the start of the log scale, which has no 0. */
const ZERO_GAP = 34;

export interface ShotsScale {
  readonly position: (shots: number) => number;
  /** Where the axis breaks between 0 and the log scale; undefined where it does not. */
  readonly breakAt: number | undefined;
}

/** Places shot counts between two ends: a log scale to base 2, with 0 apart at the left. */
export function shotsScale(shots: readonly number[], left: number, right: number): ShotsScale {
  const positive = shots.filter((count) => count > 0);
  if (positive.length === 0) return { position: () => (left + right) / 2, breakAt: undefined };
  const hasZero = positive.length < shots.length;
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const log = scaleLog()
    .base(2)
    // A single count gets into the middle.
    .domain(least === most ? [least / 2, most * 2] : [least, most])
    .range([hasZero ? left + ZERO_GAP : left, right]);
  return {
    position: (count) => (count > 0 ? log(count) : left),
    breakAt: hasZero ? left + ZERO_GAP / 2 : undefined,
  };
}
