import type { MethodComparison } from '@shotbench/tracker';

/** One difference of a dot plot. */
export interface DifferenceRow {
  readonly name: string;
  readonly isAverage: boolean;
  readonly difference: number;
  /** Half width of the 95% interval. */
  readonly halfWidth?: number | undefined;
  /** Whether the p-value, on a dataset that which Holm has adjusted, is at most 0.05. */
  readonly isSignificant: boolean;
}

const ALPHA = 0.05;

/** The differences of a comparison from the largest for A to the largest for B, and their average below. */
export function differenceRows({ datasets, average }: MethodComparison): DifferenceRow[] {
  const rows = datasets.map(({ dataset, difference, halfWidth, holmP }) => {
    return { name: dataset, isAverage: false, difference, halfWidth, isSignificant: (holmP ?? 1) <= ALPHA };
  });
  rows.sort((x, y) => y.difference - x.difference);
  if (average === undefined) return rows;
  const { difference, halfWidth, p, n } = average;
  return [
    ...rows,
    { name: `average of ${n} datasets`, isAverage: true, difference, halfWidth, isSignificant: (p ?? 1) <= ALPHA },
  ];
}

/** Below this an axis would blow up differences that nobody cares about. */
const LEAST_SPAN = 1;

/** The range of the axis: zero and all differences with their intervals; percentage points. */
export function differenceRange(comparison: MethodComparison): [low: number, high: number] {
  const ends = differenceRows(comparison).flatMap(({ difference, halfWidth = 0 }) => [
    difference - halfWidth,
    difference + halfWidth,
  ]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const margin = Math.max(0.05 * (high - low), (LEAST_SPAN - (high - low)) / 2);
  return [low - margin, high + margin];
}
