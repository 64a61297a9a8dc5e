import type { Trial } from '@shotbench/tracker';

import type { SearchEntry, ShownSearch } from '../../../src/views/search/search-api.ts';
import { element } from '../../parts/dom.ts';
import { counted, percent } from '../../parts/numbers.ts';
import type { Parameters, ViewContext } from '../../shell/view.ts';
import { type Axis, axesOf, valueText } from '@shotbench/tracker/trial-axes';
import { passes, shownAxes } from './axes.ts';
import { AxisTable } from './axis-table.ts';
import { ParallelPlot } from './parallel-plot.ts';
import { type Brush, type Brushes, readSearchAddress, writeBrushes, writeSort } from './search-address.ts';
import { sortTrials } from './sort-trials.ts';
import { TrialsList } from './trials-list.ts';

export interface TrialsShown {
  /** Of the address. */
  readonly parameters: Parameters;
  /** Puts the links to the documents into a place. */
  readonly downloads: (place: HTMLElement) => void;
}

/** The trials of a run, or of several: lines over parallel axes, the axes as a table, and the trials as a table. */
export class TrialsSection {
  readonly #context: ViewContext;
  readonly #title = element('h2', { id: 'trials-title' });
  readonly #about = element('p', { class: 'search-about' });
  readonly #readout = element('p', { class: 'search-readout', 'aria-hidden': 'true' });
  readonly #axisTable: AxisTable;
  readonly #count = element('p', { class: 'search-count', role: 'status' });
  readonly #clear = element('button', { type: 'button', class: 'link' }, 'take all back in');
  readonly #downloads = element('p');
  readonly #plot: ParallelPlot;
  readonly #list: TrialsList;
  #search: ShownSearch | undefined;
  #axes: readonly Axis[] = [];
  #address = readSearchAddress({});
  /** Those of the address, but while a brush is moved. */
  #brushes: Brushes = new Map();

  constructor(root: HTMLElement, context: ViewContext) {
    this.#context = context;
    const plot = element('div', {
      id: 'parallel',
      role: 'region',
      'aria-label': 'Parallel coordinates',
      tabindex: '0',
    });
    const list = element('div', { id: 'trials', role: 'region', 'aria-label': 'Trials', tabindex: '0' });
    const note = element(
      'p',
      { class: 'note' },
      'Brush an axis by dragging along it, several axes combine; drag the name of an axis to move it. Colour: validation accuracy. Thick: what was chosen. Dashed: training diverged. ' +
        'All numbers here are on validation images; the test images were used once, with the chosen settings.',
    );
    const importance = element(
      'p',
      { class: 'note' },
      'Importance: the share of the variance of validation accuracy that a setting explains by itself, the adjusted R² of a one-way grouping ' +
        '(numbers with more than 5 values in 5 bins of equal count; several runs each less their own mean). Interactions between settings count for none of them.',
    );
    const axes = element('div', { id: 'trial-axes', role: 'region', 'aria-label': 'Axes', tabindex: '0' });
    this.#axisTable = new AxisTable(axes);
    root.append(...[this.#title, this.#about, plot, this.#readout, note, axes, importance]);
    root.append(element('div', { class: 'search-counts' }, this.#count, this.#clear), list, this.#downloads);
    this.#plot = new ParallelPlot(plot, {
      onPoint: (trial) => this.#point(trial),
      onBrush: (id, brush, done) => this.#brush(id, brush, done),
      onOrder: (ids) => context.change({ axes: JSON.stringify(ids) }),
    });
    this.#list = new TrialsList(list, {
      onSort: (sort) => context.change({ sort: writeSort(sort) }),
      onPoint: (trial) => this.#point(trial),
    });
    this.#clear.addEventListener('click', () => context.change({ brush: undefined }));
  }

  show(search: ShownSearch, { parameters, downloads }: TrialsShown): void {
    this.#search = search;
    this.#axes = axesOf(search);
    this.#address = readSearchAddress(parameters);
    this.#brushes = this.#ownBrushes(this.#address.brushes);
    const { title, about } = describe(search);
    this.#title.textContent = title;
    this.#about.textContent = about;
    const shown = shownAxes(this.#axes, this.#address.axes);
    this.#plot.show({ axes: shown, trials: search.trials, brushes: this.#brushes });
    this.#axisTable.show({
      ...{ axes: this.#axes, shown, brushes: this.#brushes },
      onBrush: (id, brush) => this.#brush(id, brush, true),
      onAxes: (ids) => this.#context.change({ axes: JSON.stringify(ids) }),
    });
    this.#choose();
    downloads(this.#downloads);
  }

  close(): void {
    this.#plot.close();
  }

  /** Brushes of another search are for nothing here. */
  #ownBrushes(brushes: Brushes): Brushes {
    const fits = ({ kind }: Axis, brush: Brush) =>
      kind === 'number'
        ? brush.length === 2 && brush.every((end) => typeof end !== 'string')
        : brush.every((value) => typeof value === 'string');
    return new Map(
      this.#axes.flatMap((axis) => {
        const brush = brushes.get(axis.id);
        return brush !== undefined && fits(axis, brush) ? [[axis.id, brush] as const] : [];
      }),
    );
  }

  #brush(id: string, brush: Brush | undefined, done: boolean): void {
    const brushes = new Map(this.#brushes);
    if (brush === undefined) brushes.delete(id);
    else brushes.set(id, brush);
    this.#brushes = brushes;
    if (done) this.#context.change({ brush: writeBrushes(brushes) });
    else this.#choose();
  }

  /** Shows which trials lie within the brushes. */
  #choose(): void {
    const { trials, runs } = this.#search!;
    const { sort } = this.#address;
    this.#plot.choose(this.#brushes, this.#axes);
    const order = sortTrials(trials, this.#axes, sort).filter((i) => passes(trials[i]!, this.#axes, this.#brushes));
    const names = new Map(runs.map((run) => [run.key, run]));
    const runOf = ({ run: key }: Trial) => {
      const run = names.get(key)!;
      const text = `${run.dataset}, ${counted(run.shots, 'shot')}${run.seed === null ? '' : `, seed ${run.seed}`}`;
      return {
        text,
        href: this.#context.href('search', { backbone: run.backbone, shots: String(run.shots), run: key }),
      };
    };
    const count =
      order.length === trials.length
        ? `All ${counted(trials.length, 'trial')}`
        : `${order.length} of ${counted(trials.length, 'trial')} chosen`;
    this.#count.textContent = count;
    this.#clear.hidden = this.#brushes.size === 0;
    this.#list.show({ axes: this.#axes, trials, order, sort, runOf: runs.length > 1 ? runOf : undefined });
  }

  #point(trial: number | undefined): void {
    this.#plot.highlight(trial);
    this.#list.highlight(trial);
    const one = trial === undefined ? undefined : this.#search?.trials[trial];
    this.#readout.textContent = one ? readoutOf(one, this.#axes) : '';
  }
}

function readoutOf(trial: Trial, axes: readonly Axis[]): string {
  const values = axes.map((axis) => `${axis.title} ${valueText(axis, axis.valueOf(trial))}`);
  const state = trial.chosen ? ' (chosen)' : trial.diverged === null ? '' : ' (diverged)';
  return `Trial ${trial.number}${state}: ${values.join(', ')}`;
}

function describe({ runs, trials, without, omitted }: ShownSearch): { readonly title: string; readonly about: string } {
  const [run, another] = runs as readonly (SearchEntry | undefined)[];
  const diverged = trials.filter((trial) => trial.diverged !== null).length;
  const tried = `${counted(trials.length, 'trial')}${diverged > 0 ? `, of which ${diverged} diverged` : ''}`;
  const left = [
    ...(omitted > 0 ? [` ${counted(omitted, 'more run')} of this method did not fit in: filter to see them.`] : []),
    ...(without > 0 ? [` ${counted(without, 'run')} recorded no trials.`] : []),
  ].join('');
  if (!run) return { title: 'No trials', about: `What is chosen recorded no trials.${left}` };
  if (another) {
    return {
      title: `${run.method}: ${counted(runs.length, 'run')} together`,
      about: `${tried}; protocol ${run.protocol}.${left}`,
    };
  }
  const place = [
    run.dataset,
    run.backbone,
    counted(run.shots, 'shot'),
    ...(run.seed === null ? [] : [`seed ${run.seed}`]),
  ];
  return {
    title: `${run.method} on ${place.join(', ')}`,
    about: `${tried}; protocol ${run.protocol}; test accuracy with the chosen settings: ${percent(run.accuracy)} %.${left}`,
  };
}
