import { select, type Selection } from 'd3';

import type { Trial } from '@shotbench/tracker';

import { ACCURACY, type Axis } from '@shotbench/tracker/trial-axes';
import { trialAxisScale } from '@shotbench/tracker/trial-axis-scale';
import { trialLevels, upwards } from '@shotbench/tracker/trial-levels';

import { passes } from './axes.ts';
import { type AxisPlace, drawAxes, type DrawAxesOptions } from './draw-axes.ts';
import type { Brushes } from './search-address.ts';
import { nearestTrial } from './nearest-trial.ts';

export interface ParallelData {
  /** Those that are shown, in their order. */
  readonly axes: readonly Axis[];
  readonly trials: readonly Trial[];
  readonly brushes: Brushes;
}

export interface ParallelOptions extends Pick<DrawAxesOptions, 'onBrush' | 'onOrder'> {
  /** Called with the place of the trial whose line is under the pointer, or without. */
  readonly onPoint: (trial: number | undefined) => void;
}

const HEIGHT = 380;
const [TOP, BOTTOM] = [44, 40];
const SIDE = 72;
const LEAST_SPACE = 104;
/** Below an axis: where lines go that have no value on it. */
const NO_VALUE = 22;

/** Lines of trials over parallel axes, coloured by validation accuracy; brushes on the axes choose among them. */
export class ParallelPlot {
  readonly #svg: Selection<SVGSVGElement, unknown, null, undefined>;
  readonly #lines: Selection<SVGGElement, unknown, null, undefined>;
  readonly #front: Selection<SVGPathElement, unknown, null, undefined>;
  readonly #axes: Selection<SVGGElement, unknown, null, undefined>;
  readonly #container: HTMLElement;
  readonly #options: ParallelOptions;
  readonly #observer: ResizeObserver;
  #data: ParallelData | undefined;
  #places: readonly AxisPlace[] = [];
  #passing: readonly boolean[] = [];

  constructor(container: HTMLElement, options: ParallelOptions) {
    this.#container = container;
    this.#options = options;
    this.#svg = select(container).append('svg').attr('role', 'group').attr('height', HEIGHT);
    this.#svg.attr('aria-label', 'Trials over parallel axes; the table of axes below chooses by keyboard');
    this.#lines = this.#svg.append('g').attr('class', 'trial-lines');
    this.#front = this.#svg.append('path').attr('class', 'trial-line hot').attr('visibility', 'hidden');
    this.#axes = this.#svg.append('g');
    this.#svg.on('pointermove', (event: PointerEvent) => this.#point(event));
    this.#svg.on('pointerleave', () => options.onPoint(undefined));
    this.#observer = new ResizeObserver(() => this.#draw());
    this.#observer.observe(container);
  }

  show(data: ParallelData): void {
    this.#data = data;
    this.#draw();
  }

  /** Chooses among the lines without drawing them anew, while a brush is moved. */
  choose(brushes: Brushes, allAxes: readonly Axis[]): void {
    if (!this.#data) return;
    this.#passing = this.#data.trials.map((trial) => passes(trial, allAxes, brushes));
    this.#lines.selectAll<SVGPathElement, number>('path').classed('out', (i) => !this.#passing[i]);
  }

  /** Brings the line of a trial to the front, or none. */
  highlight(trial: number | undefined): void {
    const one = trial === undefined ? undefined : this.#data?.trials[trial];
    this.#front.attr('visibility', one ? null : 'hidden');
    if (one) this.#front.attr('d', this.#pathOf(one));
  }

  close(): void {
    this.#observer.disconnect();
  }

  #draw(): void {
    const data = this.#data;
    if (!data) return;
    const { axes, trials, brushes } = data;
    const width = Math.max(this.#container.clientWidth, 2 * SIDE + LEAST_SPACE * (axes.length - 1));
    this.#svg.attr('width', width).attr('viewBox', `0 0 ${width} ${HEIGHT}`);
    const step = axes.length > 1 ? (width - 2 * SIDE) / (axes.length - 1) : 0;
    this.#places = axes.map((axis, i) => ({
      ...{ axis, x: axes.length > 1 ? SIDE + i * step : width / 2 },
      scale: trialAxisScale(axis, TOP, HEIGHT - BOTTOM),
      hasGaps: trials.some((trial) => axis.valueOf(trial) === null),
    }));
    const levels = trialLevels(trials);
    const order = upwards(trials, levels);
    this.#lines
      .selectAll<SVGPathElement, number>('path')
      .data(order, (i) => i)
      .join('path')
      .attr('class', 'trial-line')
      .classed('chosen', (i) => trials[i]!.chosen)
      .classed('diverged', (i) => trials[i]!.diverged !== null)
      .style('--level', (i) => levels[i]!)
      .attr('data-trial', (i) => i)
      .attr('d', (i) => this.#pathOf(trials[i]!))
      .order();
    drawAxes(this.#axes, this.#places, {
      ...{ top: TOP, bottom: HEIGHT - BOTTOM, noValueAt: HEIGHT - BOTTOM + NO_VALUE, brushes },
      ...{ colouredId: ACCURACY, onBrush: this.#options.onBrush, onOrder: this.#options.onOrder },
    });
  }

  #pathOf(trial: Trial): string {
    const points = this.#yOf(trial).map((y, i) => `${this.#places[i]!.x.toFixed(1)},${y.toFixed(1)}`);
    return `M${points.join('L')}`;
  }

  #yOf(trial: Trial): number[] {
    return this.#places.map(({ axis, scale }) => {
      const value = axis.valueOf(trial);
      return value === null ? HEIGHT - BOTTOM + NO_VALUE : scale.position(value);
    });
  }

  #point(event: PointerEvent): void {
    if (!this.#data || event.buttons !== 0) return;
    const box = this.#svg.node()!.getBoundingClientRect();
    const lines = this.#data.trials.flatMap((trial, i) =>
      this.#passing[i] === false ? [] : [{ i, ys: this.#yOf(trial) }],
    );
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const nearest = nearestTrial(
      at,
      lines.map(({ ys }) => ys),
      this.#places.map(({ x }) => x),
    );
    this.#options.onPoint(nearest === undefined ? undefined : lines[nearest]!.i);
  }
}
