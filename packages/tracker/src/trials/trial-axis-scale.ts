import { scaleLinear, scaleLog, scalePoint } from 'd3-scale';

import { type Axis, valueText } from './trial-axes.ts';

/** Where the values of an axis are, from its lower end upwards. */
export interface AxisScale {
  readonly position: (value: number | string) => number;
  /** The value at a place; undefined for categories. */
  readonly valueAt: ((y: number) => number) | undefined;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Up to so many values all have a label, more get round numbers. */
const MOST_LABELLED = 9;
const TICKS = 6;

export function trialAxisScale(axis: Axis, top: number, bottom: number): AxisScale {
  const { values } = axis;
  if (axis.kind === 'category') {
    const point = scalePoint(values.map(String), [bottom, top]).padding(0.3);
    const position = (value: number | string) => point(String(value)) ?? bottom;
    return {
      position,
      valueAt: undefined,
      ticks: values.map((value) => ({ at: position(value), text: String(value) })),
    };
  }
  const numbers = values as readonly number[];
  const [least, most] = [numbers[0] ?? 0, numbers.at(-1) ?? 1];
  const margin = most === least ? Math.abs(least) / 2 || 1 : 0;
  const isLog = axis.scale === 'log';
  const scale = isLog
    ? scaleLog([least, most], [bottom, top])
    : scaleLinear([least - margin, most + margin], [bottom, top]);
  const round = isLog ? logTicks(least, most) : scale.ticks(TICKS);
  const ticks = numbers.length <= MOST_LABELLED && !axis.isOutcome ? spaced(numbers, scale) : round;
  return {
    position: (value) => scale(value as number),
    valueAt: (y) => scale.invert(y),
    ticks: ticks.map((value) => ({ at: scale(value), text: axis.isOutcome ? String(value) : valueText(axis, value) })),
  };
}

/** Values without those whose labels would cover that of the one below. */
function spaced(values: readonly number[], scale: (value: number) => number): number[] {
  const kept: number[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (last === undefined || scale(last) - scale(value) >= 13) kept.push(value);
  }
  return kept;
}

function logTicks(least: number, most: number): number[] {
  const [from, to] = [Math.ceil(Math.log10(least) - 1e-9), Math.floor(Math.log10(most) + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from + 1) / (TICKS + 2)));
  const powers: number[] = [];
  for (let power = from; power <= to; power += every) powers.push(Number(`1e${power}`));
  return powers;
}
