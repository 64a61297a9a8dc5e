import { line as lineThrough, symbol } from 'd3';

import type { PrintedLine, PrintedPoint } from '@shotbench/tracker';

import type { SeriesStyle } from '../../parts/series-styles.ts';
import type { Scales } from './axes.ts';
import type { Plot } from './line.ts';

const MARK_SIZE = 26;

/** A line as a paper has it: thin, dashed and with hollow marks. */
export function drawPrintedLine(plot: Plot, line: PrintedLine, { x, y }: Scales, style: SeriesStyle): void {
  const points = line.points.filter(({ shots }) => x.ticks.includes(shots));
  const group = plot.append('g').attr('class', `series printed ${style.colour}`).attr('data-method', line.method);
  const curve = lineThrough<PrintedPoint>(
    ({ shots }) => x.position(shots),
    ({ mean }) => y(mean),
  );
  group
    .append('path')
    .attr('class', 'line')
    .attr('d', curve(points.filter(({ shots }) => shots > 0)));
  for (const { shots, mean } of points) {
    group
      .append('path')
      .attr('class', 'mark')
      .attr('d', symbol(style.symbol, MARK_SIZE)())
      .attr('transform', `translate(${x.position(shots)},${y(mean)})`);
  }
}
