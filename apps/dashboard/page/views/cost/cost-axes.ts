import type { Selection } from 'd3';

import type { CostLayout } from '@shotbench/tracker';

/** Between the two strokes of a broken axis. */
const SLASH = 3;

/** Accuracies at the left, costs below. */
export function drawCostAxes(
  svg: Selection<SVGSVGElement, unknown, null, undefined>,
  { frame, xTicks, yTicks, xTitle, breakAt, height, fontSize }: CostLayout,
): void {
  const { left, right, top, bottom } = frame;
  const axes = svg.append('g').attr('class', 'cost-axes');
  for (const { at, text } of yTicks) {
    axes.append('path').attr('class', 'grid').attr('d', `M${left},${at}H${right}`);
    axes
      .append('text')
      .attr('class', 'y')
      .attr('x', left - 6)
      .attr('y', at)
      .attr('dy', '0.35em')
      .text(text);
  }
  const ends = breakAt === null ? `H${right}` : `H${breakAt - SLASH}M${breakAt + SLASH},${bottom}H${right}`;
  axes.append('path').attr('class', 'axis').attr('d', `M${left},${bottom}${ends}`);
  for (const at of breakAt === null ? [] : [breakAt - SLASH, breakAt + SLASH]) {
    axes
      .append('path')
      .attr('class', 'axis')
      .attr('d', `M${at - 2},${bottom + 4}L${at + 2},${bottom - 4}`);
  }
  for (const { at, text } of xTicks) {
    axes.append('path').attr('class', 'axis').attr('d', `M${at},${bottom}v4`);
    axes
      .append('text')
      .attr('x', at)
      .attr('y', bottom + 4 + fontSize)
      .text(text);
  }
  axes
    .append('text')
    .attr('x', (left + right) / 2)
    .attr('y', height - 0.6 * fontSize)
    .text(xTitle);
  axes
    .append('text')
    .attr('transform', `translate(${fontSize},${(top + bottom) / 2}) rotate(-90)`)
    .text('accuracy (%)');
}
