import { area, line, symbol } from 'd3-shape';

import type { Point } from './curve-panels.ts';
import type { MethodStyle } from './method-styles.ts';
import { element, plain } from './svg.ts';

/** Where things are in a panel. */
export interface Scales {
  readonly x: (shots: number) => number;
  readonly y: (accuracy: number) => number;
  /** The accuracies at the ends of the vertical axis; what goes beyond is cut off there. */
  readonly range: readonly [number, number];
  /** Where the horizontal axis ends. */
  readonly right: number;
}

interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
  readonly partial: boolean;
}

/** Area of a marker in square points. */
const MARKER_SIZE = 13;

/** The band of a line's intervals. Points at 0 shots are apart and have none. */
export function drawBand(points: readonly Point[], { colour }: MethodStyle, scales: Scales): string[] {
  const shape = area<Drawn | undefined>()
    .digits(2)
    .defined((point) => point !== undefined && point.low !== point.high)
    .x((point) => point!.x)
    .y0((point) => point!.low)
    .y1((point) => point!.high);
  const path = shape(points.filter(({ shots }) => shots > 0).map((point) => place(point, scales)));
  return path ? [element('path', { d: path, fill: colour, 'fill-opacity': 0.15 })] : [];
}

/** A line with its markers, hollow where runs are missing; at 0 shots the interval is a bar. What needs no shots at all is a level for the others. */
export function drawLine(
  points: readonly Point[],
  { colour, symbol: shape, dash }: MethodStyle,
  scales: Scales,
): string[] {
  const curve = line<Drawn | undefined>()
    .digits(2)
    .defined((point) => point !== undefined)
    .x((point) => point!.x)
    .y((point) => point!.y);
  const path = curve(points.filter(({ shots }) => shots > 0).map((point) => place(point, scales)));
  const stroke = { stroke: colour, 'stroke-width': 1, ...(dash !== '' && { 'stroke-dasharray': dash }) };
  const bars = points.flatMap((point) => {
    const drawn = point.shots === 0 ? place(point, scales) : undefined;
    if (!drawn || drawn.low === drawn.high) return [];
    return [element('path', { d: `M${plain(drawn.x)},${plain(drawn.low)}V${plain(drawn.high)}`, ...stroke })];
  });
  const [only, ...others] = points.map((point) => (point.shots === 0 ? place(point, scales) : undefined));
  const level = { stroke: colour, 'stroke-width': 0.6, 'stroke-dasharray': '0.6 1.8', 'stroke-linecap': 'round' };
  const levels =
    only && others.length === 0
      ? [element('path', { d: `M${plain(only.x)},${plain(only.y)}H${plain(scales.right)}`, ...level })]
      : [];
  const markers = points.flatMap((point) => {
    const drawn = place(point, scales);
    return drawn ? [drawMarker(drawn, { colour, symbol: shape })] : [];
  });
  return [...levels, ...bars, ...(path ? [element('path', { d: path, fill: 'none', ...stroke })] : []), ...markers];
}

export function drawMarker(
  { x, y, partial }: Pick<Drawn, 'x' | 'y' | 'partial'>,
  { colour, symbol: shape }: Pick<MethodStyle, 'colour' | 'symbol'>,
): string {
  const path = symbol(shape, MARKER_SIZE).digits(2)() as string;
  return element('path', {
    ...{ d: path, transform: `translate(${plain(x)},${plain(y)})`, fill: partial ? '#ffffff' : colour },
    ...{ stroke: colour, 'stroke-width': 0.7 },
  });
}

function place({ shots, mean, interval, partial }: Point, { x, y, range }: Scales): Drawn | undefined {
  if (mean === null) return undefined;
  const within = (accuracy: number): number => Math.min(range[1], Math.max(range[0], accuracy));
  const half = interval ?? 0;
  return { x: x(shots), y: y(mean), low: y(within(mean - half)), high: y(within(mean + half)), partial };
}
