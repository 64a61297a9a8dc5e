import { select, symbol } from 'd3';

import type { CostLayout } from '@shotbench/tracker';

import type { CostView } from '../../../src/views/cost/cost-api.ts';
import { element } from '../../parts/dom.ts';
import { percent, plusMinus } from '../../parts/numbers.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';
import { drawCostAxes } from './cost-axes.ts';

/** Pointers further than this from a mark read nothing. In units of the drawing. */
const REACH = 30;
const DASHES: Readonly<Record<string, string>> = { 'few-shot-val': '6 3', 'full-val': '2 3', 'test-oracle': '8 3 2 3' };

/** The drawing of accuracies against costs, which is read by the pointer or, as a slider along the costs, by the arrow keys. */
export class CostPlot {
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #readout = element('p', { class: 'cost-readout', 'aria-hidden': 'true' });
  readonly #slider: HTMLElement;
  readonly #onRead: (row: number | undefined) => void;
  readonly #isNarrow = window.matchMedia('(max-width: 40rem)');
  readonly #redraw = () => this.#draw();
  #data: CostView | undefined;
  #styles: SeriesStyles | undefined;
  /** What the keyboard is at: a place among the points from the cheapest on. */
  #place = 0;
  #read: number | undefined;

  constructor(container: HTMLElement, onRead: (row: number | undefined) => void) {
    this.#onRead = onRead;
    this.#slider = element('div', { class: 'cost-slider', role: 'slider', tabindex: '0', 'aria-valuemin': '0' });
    this.#slider.setAttribute('aria-label', 'Methods from the cheapest on');
    this.#slider.append(this.#svg);
    container.append(this.#slider, this.#readout);
    this.#isNarrow.addEventListener('change', this.#redraw);
    this.#slider.addEventListener('pointermove', (event) => this.#point(event));
    this.#slider.addEventListener('pointerdown', (event) => this.#point(event));
    this.#slider.addEventListener('pointerleave', () => this.#readAgain());
    this.#slider.addEventListener('focus', () => this.#readAgain());
    this.#slider.addEventListener('blur', () => this.#readRow(undefined));
    this.#slider.addEventListener('keydown', (event) => this.#press(event));
  }

  show(data: CostView, styles: SeriesStyles): void {
    const known = this.#data?.costs.rows[this.#sorted()[this.#place]?.row ?? -1];
    [this.#data, this.#styles] = [data, styles];
    const same = this.#sorted().findIndex(({ row }) => {
      const { method, protocol } = data.costs.rows[row]!;
      return method === known?.method && protocol === known.protocol;
    });
    this.#place = Math.max(0, same);
    this.#draw();
  }

  /** Marks the point of a row, or none. */
  highlight(row: number | undefined): void {
    select(this.#svg)
      .selectAll<SVGGElement, unknown>('.cost-point')
      .classed('hot', function () {
        return row !== undefined && this.dataset['row'] === String(row);
      });
    this.#readout.textContent = row === undefined ? '' : this.#describe(row);
  }

  close(): void {
    this.#isNarrow.removeEventListener('change', this.#redraw);
  }

  #layout(): CostLayout | undefined {
    return this.#isNarrow.matches ? this.#data?.narrow : this.#data?.wide;
  }

  #sorted() {
    return [...(this.#layout()?.points ?? [])].sort((a, b) => a.x - b.x || a.y - b.y);
  }

  #draw(): void {
    const layout = this.#layout();
    if (!layout || !this.#data || !this.#styles) return;
    const { rows } = this.#data.costs;
    const isMixed = new Set(layout.fronts.map(({ row }) => rows[row]!.protocol)).size < 2;
    this.#svg.replaceChildren();
    const svg = select(this.#svg)
      .attr('viewBox', `0 0 ${layout.width} ${layout.height}`)
      .attr('font-size', layout.fontSize)
      .attr('role', 'img')
      .attr('aria-label', `Accuracy in percent against ${layout.xTitle}`);
    drawCostAxes(svg, layout);
    for (const { row, path } of layout.fronts) {
      const dash = isMixed ? null : (DASHES[rows[row]!.protocol] ?? null);
      svg.append('path').attr('class', 'cost-front').attr('d', path).attr('stroke-dasharray', dash);
    }
    for (const { row, x, y, interval, isOnFront } of layout.points) {
      const { colour, symbol: shape } = this.#styles(rows[row]!);
      const group = svg
        .append('g')
        .attr('class', `cost-point ${colour}${isOnFront ? ' on-front' : ''}`)
        .attr('data-row', row);
      if (interval) group.append('path').attr('class', 'whisker').attr('d', `M${x},${interval[0]}V${interval[1]}`);
      group
        .append('path')
        .attr('class', 'mark')
        .attr('d', symbol(shape, isOnFront ? 90 : 55)())
        .attr('transform', `translate(${x},${y})`);
    }
    for (const { text, x, y, anchor } of layout.labels) {
      svg.append('text').attr('class', 'cost-label').attr('x', x).attr('y', y).attr('text-anchor', anchor).text(text);
    }
    this.#slider.setAttribute('aria-valuemax', String(Math.max(0, layout.points.length - 1)));
    this.#say();
    this.highlight(this.#read !== undefined && this.#read < rows.length ? this.#read : undefined);
  }

  #describe(row: number): string {
    const { costs, table, axis } = this.#data!;
    const { method, protocol, accuracy, interval, n } = costs.rows[row]!;
    const column = table.columns.findIndex(({ name }) => name === axis);
    const cost = table.rows[row]!.cells[column]?.text ?? 'unknown';
    const reached = `${percent(accuracy)} ${plusMinus(interval)}`.trim();
    const front = table.rows[row]!.isOnFront ? ', on the Pareto front' : '';
    return `${method} (${protocol}): ${reached} %, ${table.columns[column]!.heading} ${cost}, n = ${n}${front}`;
  }

  #say(): void {
    const row = this.#sorted()[this.#place]?.row;
    this.#slider.setAttribute('aria-valuenow', String(this.#place));
    this.#slider.setAttribute('aria-valuetext', row === undefined ? 'nothing to read' : this.#describe(row));
  }

  #readRow(row: number | undefined): void {
    this.#read = row;
    this.highlight(row);
    this.#onRead(row);
  }

  /** What the keyboard is at, where it is here, else nothing. */
  #readAgain(): void {
    this.#readRow(this.#slider.matches(':focus-visible') ? this.#sorted()[this.#place]?.row : undefined);
  }

  #point(event: PointerEvent): void {
    const layout = this.#layout();
    if (!layout) return;
    const box = this.#svg.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top].map((at) => (at * layout.width) / box.width);
    const distances = layout.points.map((point) => Math.hypot(point.x - x!, point.y - y!));
    const nearest = distances.indexOf(Math.min(...distances));
    this.#readRow(nearest >= 0 && distances[nearest]! <= REACH ? layout.points[nearest]!.row : undefined);
  }

  #press(event: KeyboardEvent): void {
    const last = this.#sorted().length - 1;
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
    const step = steps[event.key];
    const wanted =
      step !== undefined ? this.#place + step : event.key === 'Home' ? 0 : event.key === 'End' ? last : undefined;
    if (wanted === undefined) return;
    event.preventDefault();
    this.#place = Math.max(0, Math.min(wanted, last));
    this.#say();
    this.#readRow(this.#sorted()[this.#place]?.row);
  }
}
