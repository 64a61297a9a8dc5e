import { area, line as lineThrough, type Selection, symbol } from 'd3';

import type { Line, Point } from '@shotbench/tracker';

import type { SeriesStyle } from '../../parts/series-styles.ts';
import type { Scales } from './axes.ts';

/** What lines are drawn into. */
export type Plot = Selection<SVGGElement, unknown, null, undefined>;

/** Area of a mark in square pixels. */
const MARK_SIZE = 38;

type Measured = Point & { readonly mean: number };
type WithInterval = Measured & { readonly interval: number };

/** One method's line with marks and intervals; gaps where runs are planned but have no result. */
export function drawLine(plot: Plot, { method, points: all }: Line, { x, y, frame }: Scales, style: SeriesStyle): void {
  const points = all.filter(({ shots }) => x.ticks.includes(shots));
  const group = plot.append('g').attr('class', `series ${style.colour}`).attr('data-method', method);
  const at = ({ shots }: Point): number => x.position(shots);
  const low = ({ mean, interval }: WithInterval): number => y(mean - interval);
  const high = ({ mean, interval }: WithInterval): number => y(mean + interval);
  // 0 shots stand on the other side of the axis break, over which no line leads.
  const path = points.filter(({ shots }) => shots > 0);

  const band = area<Point>(
    at,
    (point) => low(point as WithInterval),
    (point) => high(point as WithInterval),
  );
  group.append('path').attr('class', 'band').attr('d', band.defined(hasInterval)(path));
  for (const lonely of points.filter(hasInterval).filter((point) => !hasNeighbour(path, point))) {
    group
      .append('path')
      .attr('class', 'whisker')
      .attr('d', `M${at(lonely)},${low(lonely)}V${high(lonely)}`);
  }
  const curve = lineThrough<Point>(at, (point) => y((point as Measured).mean));
  group
    .append('path')
    .attr('class', 'line')
    .attr('stroke-dasharray', style.dash === '' ? null : style.dash)
    .attr('d', curve.defined(isMeasured)(path));

  const measured = points.filter(isMeasured);
  const [only] = all;
  // What needs no shots at all is a level for all the others to be read against, also where its place is out of sight.
  if (only?.shots === 0 && all.length === 1 && isMeasured(only)) {
    const start = points.length === 0 ? frame.left : at(only);
    group
      .append('path')
      .attr('class', 'level')
      .attr('d', `M${start},${y(only.mean)}H${frame.width - frame.right}`);
  }
  for (const point of measured) {
    group
      .append('path')
      .attr('class', point.partial ? 'mark hollow' : 'mark')
      .attr('d', symbol(style.symbol, MARK_SIZE)())
      .attr('transform', `translate(${at(point)},${y(point.mean)})`);
  }
}

function isMeasured(point: Point): point is Measured {
  return point.mean !== null;
}

function hasInterval(point: Point): point is WithInterval {
  return point.mean !== null && point.interval !== null;
}

/** Whether a band reaches this point, which would otherwise show no interval. */
function hasNeighbour(path: readonly Point[], point: Point): boolean {
  const place = path.indexOf(point);
  const neighbours = place < 0 ? [] : [path[place - 1], path[place + 1]];
  return neighbours.some((neighbour) => neighbour !== undefined && hasInterval(neighbour));
}
