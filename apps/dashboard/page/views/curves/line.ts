import { area, line as lineThrough, type ScaleLinear, symbol } from 'd3';

import type { Line, Point } from '@shotbench/tracker';
import { FRAME, type Svg } from './axes.ts';
import type { SeriesStyle } from '../../parts/series-styles.ts';
import type { ShotsScale } from './shots-scale.ts';

interface LinePlace {
  readonly x: ShotsScale;
  readonly y: ScaleLinear<number, number>;
  readonly style: SeriesStyle;
}

type Measured = Point & { readonly mean: number };
type WithInterval = Measured & { readonly interval: number };

/** One method's line with marks and intervals; gaps where runs are planned but have no result. */
export function drawLine(svg: Svg, { method, points }: Line, { x, y, style }: LinePlace): void {
  const group = svg.append('g').attr('class', `series ${style.colour}`).attr('data-method', method);
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
    .attr('class', style.dashed ? 'line dashed' : 'line')
    .attr('d', curve.defined(isMeasured)(path));

  const measured = points.filter(isMeasured);
  const [only] = measured;
  // What needs no shots at all is a level for all the others to be read against.
  if (only?.shots === 0 && points.length === 1) {
    group
      .append('path')
      .attr('class', 'level')
      .attr('d', `M${at(only)},${y(only.mean)}H${FRAME.width - FRAME.right}`);
  }
  for (const point of measured) {
    group
      .append('path')
      .attr('class', point.partial ? 'mark hollow' : 'mark')
      .attr('d', symbol(style.symbol, 38)())
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
