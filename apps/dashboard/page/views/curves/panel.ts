import { scaleLinear, select } from 'd3';

import type { Line } from '@shotbench/tracker';
import { accuracyDomain } from './accuracy-domain.ts';
import { drawAxes, FRAME } from './axes.ts';
import { drawLine } from './line.ts';
import { percent } from '../../parts/numbers.ts';
import type { Column } from './probe.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';
import { shotsScale } from './shots-scale.ts';

/** Room between the ends of the x axis and the outermost marks. */
const INSET = 12;

/** Draws one small multiple anew; returns what a reader can ask for at each shot count. */
export function drawPanel(
  svg: SVGSVGElement,
  { title, lines }: { readonly title: string; readonly lines: readonly Line[] },
  styles: SeriesStyles,
): Column[] {
  const { width, height, top, right, bottom, left } = FRAME;
  const shots = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.shots)))].sort((a, b) => a - b);
  const x = shotsScale(shots, left + INSET, width - right - INSET);
  const y = scaleLinear(accuracyDomain(lines), [height - bottom, top])
    .nice(4)
    .clamp(true);

  svg.replaceChildren();
  const root = select(svg)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img')
    .attr('aria-label', describe(title, lines));
  drawAxes(root, shots, x, y);
  for (const line of lines) drawLine(root, line, { x, y, style: styles(line) });

  return shots.map((count) => ({
    shots: count,
    at: x.position(count) / width,
    readings: lines
      .flatMap((line) => {
        const point = line.points.find((candidate) => candidate.shots === count);
        return point === undefined ? [] : [{ method: line.method, style: styles(line), point }];
      })
      .sort((a, b) => (b.point.mean ?? -1) - (a.point.mean ?? -1)),
  }));
}

function describe(title: string, lines: readonly Line[]): string {
  const texts = lines.map(({ method, points }) => {
    const measured = points.flatMap(({ shots, mean }) => (mean === null ? [] : [`${percent(mean)} at ${shots}`]));
    return `${method} ${measured.length === 0 ? 'no results yet' : measured.join(', ')}`;
  });
  return `${title}: accuracy in percent versus shots per class. ${texts.join('; ')}.`;
}
