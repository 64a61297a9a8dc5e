import type { ScaleLinear, Selection } from 'd3';

import type { ShotsScale } from './shots-scale.ts';

export type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

/** The panel in its own units, which the page scales, and the margins of the plot in it. */
export const FRAME = { width: 320, height: 220, top: 10, right: 14, bottom: 36, left: 34 } as const;

const Y_TICKS = 5;
/** Shot counts closer than this to the label before go without one. */
const LABEL_WIDTH = 15;

/** Horizontal grid lines with percentages, and the shot counts with the axis break before them. */
export function drawAxes(svg: Svg, shots: readonly number[], x: ShotsScale, y: ScaleLinear<number, number>): void {
  const { width, height, right, bottom, left } = FRAME;
  const axes = svg.append('g').attr('class', 'axes');
  for (const tick of y.ticks(Y_TICKS)) {
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
      .text(y.tickFormat(Y_TICKS)(tick));
  }
  const base = height - bottom;
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
  for (const count of shots) {
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
