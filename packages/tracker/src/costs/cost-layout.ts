import { scaleLinear } from 'd3-scale';

import { costFronts, type FrontOptions } from './cost-fronts.ts';
import { costHeading, costOf } from './cost-kinds.ts';
import { costScale, type Tick } from './cost-scale.ts';
import type { MethodCost } from './method-cost.ts';
import { type Box, type PlacedLabel, placeLabels } from './place-labels.ts';

export interface CostLayoutOptions extends FrontOptions {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/** Where everything is in a drawing of accuracies against costs; lengths are in its own unit, from the upper left corner. */
export interface CostLayout {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly frame: Box;
  readonly xTitle: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Where the axis of costs is broken between 0 and its logarithmic part; null where it is not. */
  readonly breakAt: number | null;
  readonly points: readonly CostPoint[];
  readonly fronts: readonly CostFront[];
  /** Names of members of fronts, as far as there is room: `index` is that of the row. */
  readonly labels: readonly PlacedLabel[];
  /** The rows whose cost is not known, which are not drawn. */
  readonly unknown: readonly number[];
}

export interface CostPoint {
  /** Index of the row. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
  /** The ends of the accuracy's interval, where it has one. */
  readonly interval: readonly [number, number] | null;
  readonly isOnFront: boolean;
}

export interface CostFront {
  /** Index of the first row on it, which has its protocol. */
  readonly row: number;
  /** Steps as an SVG path: at each cost the best accuracy that it buys. */
  readonly path: string;
}

/** Below this an axis would blow up differences that nobody cares about. In points of accuracy. */
const LEAST_SPAN = 2;
/** Longer names are cut in the drawing; tables and lists have them whole. */
const LONGEST_LABEL = 32;

/** Places what methods reach over what they cost, with the fronts of those that nothing cheaper reaches. */
export function costLayout(rows: readonly MethodCost[], options: CostLayoutOptions): CostLayout {
  const { width, height, fontSize, axis } = options;
  const frame = { left: 4.2 * fontSize, right: width - 1.2 * fontSize, top: fontSize, bottom: height - 4 * fontSize };
  const inset = 1.2 * fontSize;
  const all = [...rows.keys()];
  const known = all.filter((i) => costOf(rows[i]!, axis) !== null);
  const costs = known.map((i) => costOf(rows[i]!, axis)!);
  const x = costScale(costs, { left: frame.left + inset, right: frame.right - inset, labelWidth: 5 * fontSize });
  const range = accuracyRange(known.map((i) => rows[i]!));
  const y = scaleLinear().domain(range).range([frame.bottom, frame.top]);
  const within = (accuracy: number) => y(Math.min(range[1], Math.max(range[0], accuracy)));

  const fronts = costFronts(rows, options);
  const members = new Set(fronts.flat());
  const points = known.map((row, i): CostPoint => {
    const { accuracy, interval } = rows[row]!;
    const ends = interval === null ? null : ([within(accuracy - interval), within(accuracy + interval)] as const);
    return { row, x: x.position(costs[i]!), y: y(accuracy), interval: ends, isOnFront: members.has(row) };
  });
  const places = new Map(points.map((point) => [point.row, point]));
  const steps = fronts.map((front) => front.map((row) => places.get(row)!));
  return {
    ...{ width, height, fontSize, frame, points },
    xTitle: costHeading(axis),
    xTicks: x.ticks,
    yTicks: y.ticks(5).map((tick) => ({ at: y(tick), text: y.tickFormat(5)(tick) })),
    breakAt: x.breakAt,
    fronts: steps.map((front) => ({ row: front[0]!.row, path: staircase(front, frame.right) })),
    labels: labelsOf(rows, { steps, points, frame, fontSize }),
    unknown: all.filter((i) => costOf(rows[i]!, axis) === null),
  };
}

interface Drawn {
  readonly steps: readonly (readonly CostPoint[])[];
  readonly points: readonly CostPoint[];
  readonly frame: Box;
  readonly fontSize: number;
}

function labelsOf(rows: readonly MethodCost[], { steps, points, frame, fontSize }: Drawn): PlacedLabel[] {
  const front = steps.flat();
  const radius = 0.5 * fontSize;
  const obstacles = [
    ...points.map(({ x, y }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })),
    ...points.flatMap(({ x, interval }) => {
      return interval ? [{ left: x - 0.5, right: x + 0.5, top: interval[1], bottom: interval[0] }] : [];
    }),
    ...steps.flatMap((one) => stairBoxes(one, frame.right)),
  ];
  const requests = front.map(({ row, x, y }) => ({ x, y, text: shortened(rows[row]!.method) }));
  const within = { ...frame, top: 0, right: frame.right + fontSize };
  return placeLabels(requests, { fontSize, within, obstacles }).map((label) => {
    return { ...label, index: front[label.index]!.row };
  });
}

/** The level and the upright parts of a staircase, thin. */
function stairBoxes(front: readonly CostPoint[], end: number): Box[] {
  return front.flatMap(({ x, y }, i) => {
    const next = front[i + 1];
    const level = { left: x, right: next?.x ?? end, top: y - 0.5, bottom: y + 0.5 };
    if (!next) return [level];
    return [level, { left: next.x - 0.5, right: next.x + 0.5, top: next.y, bottom: y }];
  });
}

function staircase(front: readonly CostPoint[], end: number): string {
  const [first, ...rest] = front as readonly [CostPoint, ...CostPoint[]];
  const plain = (value: number) => String(Number(value.toFixed(2)));
  const steps = rest.map(({ x, y }) => `H${plain(x)}V${plain(y)}`);
  return `M${plain(first.x)},${plain(first.y)}${steps.join('')}H${plain(end)}`;
}

/** All accuracies in percent, and of their intervals what lies within half the range of the accuracies. */
function accuracyRange(rows: readonly MethodCost[]): [number, number] {
  if (rows.length === 0) return [0, 100];
  const means = rows.map(({ accuracy }) => accuracy);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const reach = Math.max((most - least) / 2, LEAST_SPAN / 2);
  const low = Math.max(least - reach, Math.min(...rows.map((row) => row.accuracy - (row.interval ?? 0))));
  const high = Math.min(most + reach, Math.max(...rows.map((row) => row.accuracy + (row.interval ?? 0))));
  const margin = Math.max(0.08 * (high - low), (LEAST_SPAN - (high - low)) / 2);
  return [Math.max(0, low - margin), Math.min(100, high + margin)];
}

function shortened(name: string): string {
  return name.length <= LONGEST_LABEL ? name : `${name.slice(0, LONGEST_LABEL - 1)}…`;
}
