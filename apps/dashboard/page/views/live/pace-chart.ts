import { max, scaleLinear, select } from 'd3';

import type { EndedRuns } from '../../../src/views/live/sweep-pace.ts';
import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';

/** Units of the drawing, which is stretched to the width that there is. */
const [BAR, GAP, HEIGHT] = [10, 2, 60];

/** A column for each of the last minutes: how many runs have ended in it. */
export function newPaceChart(): HTMLElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('preserveAspectRatio', 'none');
  const key = element(
    'span',
    { class: 'key' },
    ...[element('span', { class: 'swatch done' }), 'done ', element('span', { class: 'swatch failed' }), 'failed'],
  );
  const ends = ['60 min ago', '30 min ago', 'now'].map((text) => element('span', {}, text));
  return element(
    'figure',
    { class: 'pace' },
    element('figcaption', {}, 'Runs that ended, by minute ', element('span', { class: 'most' }), key),
    svg,
    element('div', { class: 'ends', 'aria-hidden': 'true' }, ...ends),
  );
}

export function renderPaceChart(figure: HTMLElement, minutes: readonly EndedRuns[]): void {
  const most = max(minutes, ({ done, failed }) => done + failed) ?? 0;
  const all = minutes.reduce((sum, { done, failed }) => sum + done + failed, 0);
  const height = scaleLinear([0, Math.max(most, 1)], [0, HEIGHT]);
  figure.querySelector('.most')!.textContent = most === 0 ? '(none)' : `(at most ${most})`;
  const svg = select(figure.querySelector('svg')!)
    .attr('viewBox', `0 0 ${minutes.length * (BAR + GAP)} ${HEIGHT}`)
    .attr('aria-label', `In the last hour ${counted(all, 'run')} ended, at most ${most} in a minute.`);
  const bars = svg
    .selectAll<SVGGElement, EndedRuns>('g')
    .data(minutes)
    .join((enter) => {
      const group = enter.append('g');
      group.append('title');
      group.append('rect').attr('class', 'done');
      group.append('rect').attr('class', 'failed');
      return group;
    })
    .attr('transform', (_, i) => `translate(${i * (BAR + GAP)},0)`);
  bars
    .select('title')
    .text(({ from, done, failed }) => `${new Date(from).toLocaleTimeString()}: ${done} done, ${failed} failed`);
  bars
    .select('rect.done')
    .attr('width', BAR)
    .attr('y', ({ done }) => HEIGHT - height(done))
    .attr('height', ({ done }) => height(done));
  bars
    .select('rect.failed')
    .attr('width', BAR)
    .attr('y', ({ done, failed }) => HEIGHT - height(done + failed))
    .attr('height', ({ failed }) => height(failed));
}
