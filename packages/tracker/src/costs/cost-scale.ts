import { scaleLog } from 'd3-scale';

import { costText } from './cost-kinds.ts';

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** A logarithmic axis of costs, with what costs nothing set apart at the left. */
export interface CostScale {
  readonly position: (cost: number) => number;
  readonly ticks: readonly Tick[];
  /** Where the axis is broken between 0 and the others; null where it is not. */
  readonly breakAt: number | null;
}

/** The share of the axis between 0 and the least other cost. */
const ZERO_SHARE = 0.12;
export interface CostScaleOptions {
  readonly left: number;
  readonly right: number;
  /** Of a long label with its gap, in the same unit. */
  readonly labelWidth: number;
}

/** Places costs between two ends, with labels at powers of ten, or where these are few also at their 2nd and 5th parts. */
export function costScale(costs: readonly number[], { left, right, labelWidth }: CostScaleOptions): CostScale {
  const positive = costs.filter((cost) => cost > 0);
  const hasZero = positive.length < costs.length;
  if (positive.length === 0) {
    const middle = (left + right) / 2;
    return { position: () => middle, ticks: hasZero ? [{ at: middle, text: '0' }] : [], breakAt: null };
  }
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const start = hasZero ? left + (right - left) * ZERO_SHARE : left;
  // Costs that hardly differ must not look as if they did.
  const widened = most / least < 2 ? [least / 1.6, most * 1.6] : [least, most];
  const log = scaleLog().domain(widened).range([start, right]);
  const ticks = ticksOf(widened as [number, number], (right - start) / labelWidth).map((tick) => {
    return {
      at: log(tick),
      text: costText(tick)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, ''),
    };
  });
  return {
    position: (cost) => (cost > 0 ? log(cost) : left),
    ticks: [...(hasZero ? [{ at: left, text: '0' }] : []), ...ticks],
    breakAt: hasZero ? (left + start) / 2 : null,
  };
}

function ticksOf([least, most]: readonly [number, number], places: number): number[] {
  const room = Math.max(2, Math.floor(places));
  const within = (steps: readonly number[], every = 1): number[] => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
      if (power % every !== 0) continue;
      for (const step of steps) ticks.push(Number(`${step}e${power}`));
    }
    return ticks.filter((tick) => tick >= least * 0.999 && tick <= most * 1.001);
  };
  const finest = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]
    .map((steps) => within(steps))
    .find((ticks) => ticks.length <= room);
  if (finest) return finest;
  for (let every = 2; ; every++) {
    const ticks = within([1], every);
    if (ticks.length <= room) return ticks;
  }
}
