import type { ScaleLinear, Selection } from 'd3';

import type { ShotsAxis } from '@shotbench/tracker/shots-axis';

import { baseOf, type Frame } from './frame.ts';

export type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

/** Between grid lines, about. */
const TICK_DISTANCE = 38;
/** Shot counts closer than this to the label before go without one. */
const LABEL_WIDTH = 15;

/** Where things are in a panel. */
export interface Scales {
  readonly frame: Frame;
  readonly x: ShotsAxis;
  readonly y: ScaleLinear<number, number>;
}

/** Horizontal grid lines with percentages, and the shot counts with the axis break before them. */
export function drawAxes(svg: Svg, { frame, x, y }: Scales): void {
  const { width, height, top, right, left } = frame;
  const base = baseOf(frame);
  const axes = svg.append('g').attr('class', 'axes');
  const ticks = Math.round((base - top) / TICK_DISTANCE);
  for (const tick of y.ticks(ticks)) {
    axes
      .append('path')
      .attr('class', 'grid')
      .attr('d', `M${left},${y(tick)}H${width - right}`);
    axes
      .append('text')
      .attr('class', 'y')
      .attr('x', left - 6)
      .attr('y', y(tick))
      .attr('dy', '0.35em')
      .text(y.tickFormat(ticks)(tick));
  }
  const [breakAt, slash] = [x.breakAt, 3];
  const ends =
    breakAt === undefined ? `H${width - right}` : `H${breakAt - slash}M${breakAt + slash},${base}H${width - right}`;
  axes.append('path').attr('class', 'axis').attr('d', `M${left},${base}${ends}`);
  if (breakAt !== undefined) {
    for (const at of [breakAt - slash, breakAt + slash]) {
      axes
        .append('path')
        .attr('class', 'axis')
        .attr('d', `M${at - 2},${base + 4}L${at + 2},${base - 4}`);
    }
  }
  let free = -Infinity;
  for (const count of x.ticks) {
    const at = x.position(count);
    axes.append('path').attr('class', 'axis').attr('d', `M${at},${base}v4`);
    if (at < free) continue;
    free = at + LABEL_WIDTH;
    axes
      .append('text')
      .attr('class', 'x')
      .attr('x', at)
      .attr('y', base + 16)
      .text(count);
  }
  axes
    .append('text')
    .attr('class', 'title')
    .attr('x', (left + width - right) / 2)
    .attr('y', height - 4)
    .text('shots per class');
}
