import { scaleLog } from 'd3-scale';

export interface ShotsAxis {
  readonly position: (shots: number) => number;
  /** In ascending order. */
  readonly ticks: readonly number[];
  /** Where the axis is broken between 0 and the logarithmic scale, which has no 0; undefined where it is not. */
  readonly breakAt: number | undefined;
}

/** The share of the axis between 0 and the least other shot count. */
const ZERO_SHARE = 0.18;

/** Places shot counts on a logarithmic axis to base 2, with 0 set apart at the left. */
export function shotsAxis(shots: readonly number[], left: number, right: number): ShotsAxis {
  const ticks = [...new Set(shots)].sort((a, b) => a - b);
  const positive = ticks.filter((count) => count > 0);
  const [least, most] = [positive[0], positive.at(-1)];
  if (least === undefined || most === undefined) {
    return { position: () => (left + right) / 2, ticks, breakAt: undefined };
  }
  const hasZero = positive.length < ticks.length;
  const gap = hasZero ? (right - left) * ZERO_SHARE : 0;
  const log = scaleLog()
    .base(2)
    // A single count gets into the middle.
    .domain(least === most ? [least / 2, most * 2] : [least, most])
    .range([left + gap, right]);
  return {
    position: (count) => (count > 0 ? log(count) : left),
    ticks,
    breakAt: hasZero ? left + gap / 2 : undefined,
  };
}
