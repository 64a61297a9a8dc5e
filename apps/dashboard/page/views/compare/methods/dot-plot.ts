import { scaleLinear, select } from 'd3';

import type { LinkedComparison } from '../../../../src/views/compare/methods-compared.ts';
import { signed } from '../sign.ts';
import { clipped } from '../clipped.ts';
import type { DifferenceRow } from '../../../../src/views/compare/difference-rows.ts';

const ROW = 26;
const [TOP, BOTTOM] = [26, 40];
/** Widest, as longer lines are hard to follow. */
const WIDEST = 860;
/** Below this the numbers are left to the table. */
const NARROW = 560;

/** Draws the paired differences around zero, with their intervals; equal rows are moved, not made anew. */
export function drawDotPlot(svg: SVGSVGElement, comparison: LinkedComparison, available: number): void {
  const width = Math.max(280, Math.min(WIDEST, available));
  const { rows, range } = comparison;
  const isNarrow = width < NARROW;
  const left = isNarrow ? 104 : 190;
  const right = isNarrow ? 12 : 130;
  const height = TOP + ROW * rows.length + BOTTOM;
  const bottom = height - BOTTOM;
  const x = scaleLinear(range, [left, width - right]);
  const root = select(svg)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('width', width)
    .attr('height', height)
    .attr('role', 'img')
    .attr('aria-label', describe(comparison, rows));

  root
    .selectAll('g.scale')
    .data([0])
    .join('g')
    .attr('class', 'scale')
    .each(function () {
      const scale = select(this);
      scale.selectAll('*').remove();
      for (const tick of x.ticks(isNarrow ? 4 : 7)) {
        const at = x(tick);
        scale
          .append('path')
          .attr('class', tick === 0 ? 'zero' : 'grid')
          .attr('d', `M${at},${TOP - 6}V${bottom}`);
        scale
          .append('text')
          .attr('x', at)
          .attr('y', bottom + 16)
          .text(tick === 0 ? '0' : signed(tick, x.tickFormat(7)(tick).split('.')[1]?.length ?? 0));
      }
      const side = (text: string, end: 'start' | 'end', name: string, shift: number): void =>
        void scale
          .append('text')
          .attr('class', name)
          .attr('x', x(0) + shift)
          .attr('y', TOP - 11)
          .style('text-anchor', end)
          .text(text);
      if (x(0) - left > 70) side('◂ B better', 'end', 'b-better', -6);
      if (width - right - x(0) > 70) side('A better ▸', 'start', 'a-better', 6);
      scale
        .append('text')
        .attr('class', 'title')
        .attr('x', (left + width - right) / 2)
        .attr('y', height - 6)
        .text('A − B, percentage points');
    });

  const groups = root
    .selectAll<SVGGElement, DifferenceRow>('g.row')
    .data(rows, ({ name, isAverage }) => `${isAverage} ${name}`)
    .join((enter) => {
      const group = enter.append('g');
      group.append('text').attr('class', 'name').append('title');
      group.append('path').attr('class', 'whisker');
      group.append('path').attr('class', 'dot');
      group.append('text').attr('class', 'number');
      return group;
    })
    .attr(
      'class',
      ({ difference, isAverage }) => `row ${difference < 0 ? 'side-b' : 'side-a'}${isAverage ? ' average' : ''}`,
    )
    .attr('transform', (_, i) => `translate(0,${TOP + ROW * (i + 0.5)})`);
  groups.select('text.name').each(function ({ name, isAverage }) {
    const text = select(this);
    text
      .attr('x', left - 14)
      .attr('dy', '0.35em')
      .text(isNarrow && isAverage ? 'average' : clipped(name, isNarrow ? 13 : 26));
    text.append('title').text(name);
  });
  groups.select('path.whisker').attr('d', ({ difference, halfWidth = 0 }) => {
    const [low, high] = [x(difference - halfWidth), x(difference + halfWidth)];
    return halfWidth === 0 ? '' : `M${low},0H${high}M${low},-4V4M${high},-4V4`;
  });
  groups
    .select('path.dot')
    .classed('hollow', ({ isSignificant }) => !isSignificant)
    .attr('d', ({ isAverage }) => (isAverage ? 'M-6,0L0,-6L6,0L0,6Z' : 'M-4.5,0a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0'))
    .attr('transform', ({ difference }) => `translate(${x(difference)},0)`);
  groups
    .select('text.number')
    .attr('x', width - 4)
    .attr('dy', '0.35em')
    .text(({ difference, halfWidth }) =>
      isNarrow ? '' : `${signed(difference)}${halfWidth === undefined ? '' : ` ± ${halfWidth.toFixed(2)}`}`,
    );
}

function describe({ a, b, shots, backbone }: LinkedComparison, rows: readonly DifferenceRow[]): string {
  const texts = rows.map(({ name, difference, halfWidth }) => {
    return `${name} ${signed(difference)}${halfWidth === undefined ? '' : ` ± ${halfWidth.toFixed(2)}`}`;
  });
  return `Accuracy of ${a.method} less that of ${b.method} in percentage points, ${shots} shots, ${backbone}: ${texts.join('; ')}.`;
}
