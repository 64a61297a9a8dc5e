import { scaleLinear, select } from 'd3';

import type { Panel } from '@shotbench/tracker';
import { accuracyRange } from '@shotbench/tracker/accuracy-range';
import { shotsAxis } from '@shotbench/tracker/shots-axis';

import { percent } from '../../parts/numbers.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';
import { drawAxes, type Scales } from './axes.ts';
import { baseOf, type Frame } from './frame.ts';
import { drawLine } from './line.ts';
import { drawPrintedLine } from './printed-line.ts';
import type { Zoom } from './zoom.ts';

export interface PanelOptions {
  readonly frame: Frame;
  readonly styles: SeriesStyles;
  /** Of the accuracies. Default: what the panel needs. */
  readonly range?: readonly [number, number] | undefined;
  readonly zoom?: Zoom | undefined;
}

/** Room between the ends of the x axis and the outermost marks. */
const INSET = 12;
let panels = 0;

export function panelTitle({ name, averages }: Panel): string {
  return averages > 0 ? `average of ${averages} datasets` : name;
}

/** Draws one panel anew; returns where everything is. */
export function drawPanel(svg: SVGSVGElement, panel: Panel, { frame, styles, range, zoom }: PanelOptions): Scales {
  const { width, height, top, right, left } = frame;
  const { lines, printed } = panel;
  const all = [...lines, ...printed].flatMap(({ points }) => points.map((point) => point.shots));
  const shots = zoom === undefined ? all : all.filter((count) => zoom.shots[0] <= count && count <= zoom.shots[1]);
  const x = shotsAxis(shots, left + INSET, width - right - INSET);
  const y = scaleLinear(zoom?.accuracy ?? range ?? accuracyRange([...lines, ...printed]), [baseOf(frame), top]);
  const scales = { frame, x, y };

  svg.replaceChildren();
  const root = select(svg)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img')
    .attr('aria-label', describe(panel));
  drawAxes(root, scales);
  // Intervals may be wider than what is shown, and a part of the panel may be enlarged.
  const clip = (svg.dataset.clip ??= `plot-${panels++}`);
  root
    .append('clipPath')
    .attr('id', clip)
    .append('rect')
    .attr('x', left)
    .attr('y', top - 5)
    .attr('width', width - right - left)
    .attr('height', baseOf(frame) - top + 5);
  const plot = root.append('g').attr('class', 'lines').attr('clip-path', `url(#${clip})`);
  // Ours on top, where the two agree.
  for (const line of printed) {
    drawPrintedLine(plot, line, scales, styles({ method: line.method, protocol: 'fixed' }));
  }
  for (const line of lines) drawLine(plot, line, scales, styles(line));
  return scales;
}

function describe(panel: Panel): string {
  const texts = panel.lines.map(({ method, points }) => {
    const measured = points.flatMap(({ shots, mean }) => (mean === null ? [] : [`${percent(mean)} at ${shots}`]));
    return `${method} ${measured.length === 0 ? 'no results yet' : measured.join(', ')}`;
  });
  const printed = panel.printed.map(
    ({ name, points }) =>
      `${name} as printed ${points.map(({ shots, mean }) => `${percent(mean)} at ${shots}`).join(', ')}`,
  );
  return `${panelTitle(panel)}: accuracy in percent versus shots per class. ${[...texts, ...printed].join('; ')}.`;
}
