import type { CostView } from '../../../src/views/cost/cost-api.ts';
import { chosenResults } from '../../parts/chosen-results.ts';
import { renderChoices } from '../../parts/choices.ts';
import { element } from '../../parts/dom.ts';
import { renderDownloads } from '../../parts/downloads.ts';
import { renderSelect } from '../../parts/select.ts';
import { renderToggle } from '../../parts/toggle.ts';
import type { Shown, View, ViewContext } from '../../shell/view.ts';
import { costNotes } from './cost-notes.ts';
import { CostPlot } from './cost-plot.ts';
import { renderCostTable } from './cost-table.ts';
import { readWithout, writeWithout } from './without.ts';

/** What the API is asked for besides the place, and what it is taken for where the address does not say. */
const OPTIONS = ['dataset', 'mix', 'machine', 'without'] as const;
const FIRST_AXIS = 'training';
const AVERAGE = '';

/** Accuracy against cost, with the Pareto front, of one backbone and shot count. */
export const costView: View<CostView> = {
  name: 'cost',
  title: 'Cost',
  request: (parameters, index) => {
    const chosen = chosenResults(parameters, index);
    if (!chosen) return undefined;
    const given = OPTIONS.flatMap((name) =>
      parameters[name] === undefined ? [] : [[name, parameters[name]] as const],
    );
    return {
      ...{ backbone: chosen.backbone.name, shots: String(chosen.shots), axis: parameters['axis'] ?? FIRST_AXIS },
      ...Object.fromEntries(given),
    };
  },
  open: (root, context) => {
    const keys = element('form', { id: 'choices', 'aria-label': 'What to show' });
    const [dataset, machine, mix] = [element('div'), element('div'), element('div')];
    const fields = element('div', { id: 'cost-fields' }, dataset, machine, mix);
    const title = element('p', { id: 'cost-title' });
    const figure = element('div', { id: 'cost-plot' });
    const table = element('div', {
      id: 'cost-table',
      role: 'region',
      'aria-label': 'Costs of the methods',
      tabindex: '0',
    });
    const notes = element('div', { id: 'cost-notes' });
    const downloads = element('p');
    root.append(
      ...[keys, fields],
      element('section', {}, element('h2', {}, 'Accuracy against cost'), title, figure, table, notes, downloads),
    );
    const plot = new CostPlot(figure, (row) => highlightRow(table, row));
    return {
      show: (data, shown) => {
        showChoices({ keys, dataset, machine, mix }, { data, shown, context });
        title.textContent = data.title;
        plot.show(data, shown.styles);
        const without = readWithout(shown.parameters['without']);
        const place = { backbone: data.costs.backbone, shots: String(data.costs.shots) };
        renderCostTable(table, data, {
          ...{ styles: shown.styles, sort: shown.parameters['sort'] ?? 'accuracy' },
          runsHref: (method) => context.href('runs', { ...place, method }),
          onSort: (sort) => context.change({ sort: sort === 'accuracy' ? undefined : sort }),
          onLeaveOut: (row) => context.change({ without: writeWithout([...without, row]) }),
          onPoint: (row) => plot.highlight(row),
        });
        notes.replaceChildren(
          ...costNotes(data, (back) => {
            const rest = without.filter(({ method, protocol }) => method !== back.method || protocol !== back.protocol);
            context.change({ without: writeWithout(rest) });
          }),
        );
        const extensions = ['csv', 'json', 'md', 'tex', 'svg'];
        renderDownloads(downloads, context.data, { view: 'cost', extensions, parameters: shown.request });
      },
      close: () => plot.close(),
    };
  },
};

interface Fields {
  readonly keys: HTMLElement;
  readonly dataset: HTMLElement;
  readonly machine: HTMLElement;
  readonly mix: HTMLElement;
}

interface Showing {
  readonly data: CostView;
  readonly shown: Shown;
  readonly context: ViewContext;
}

function showChoices({ keys, dataset, machine, mix }: Fields, { data, shown, context }: Showing): void {
  const { index, request, parameters } = shown;
  const chosen = chosenResults(parameters, index)!;
  const change = (name: string, value: string) => context.change({ [name]: value === AVERAGE ? undefined : value });
  renderChoices(
    keys,
    [
      {
        name: 'backbone',
        legend: 'Backbone',
        options: index.backbones.map(({ name }) => name),
        chosen: chosen.backbone.name,
      },
      {
        name: 'shots',
        legend: 'Shots per class',
        options: chosen.backbone.shots.map(String),
        chosen: String(chosen.shots),
      },
      { name: 'axis', legend: 'Cost', options: data.axes.map(({ name }) => name), chosen: data.axis },
    ],
    // Another place may lack the dataset or the machine that was chosen here.
    (name, value) =>
      context.change(name === 'axis' ? { axis: value } : { [name]: value, dataset: undefined, machine: undefined }),
  );
  const datasets = [...new Set([...data.datasets, ...(request['dataset'] === undefined ? [] : [request['dataset']])])];
  renderSelect(
    dataset,
    {
      ...{ name: 'dataset', label: 'Dataset', chosen: request['dataset'] ?? AVERAGE },
      options: [{ value: AVERAGE, text: 'average of those that all share' }, ...datasets.map((value) => ({ value }))],
    },
    change,
  );
  const { machines } = data.costs;
  machine.hidden = machines.length < 2 && request['machine'] === undefined;
  renderSelect(
    machine,
    {
      ...{ name: 'machine', label: 'Measured on', chosen: request['machine'] ?? AVERAGE },
      options: [{ value: AVERAGE, text: 'all machines' }, ...machines.map(({ name }) => ({ value: name }))],
    },
    change,
  );
  mix.hidden = new Set(data.costs.rows.map(({ protocol }) => protocol)).size < 2 && request['mix'] === undefined;
  renderToggle(
    mix,
    { name: 'mix', label: 'one Pareto front for all protocols', on: request['mix'] !== undefined },
    (name, value) => context.change({ [name]: value }),
  );
}

/** Marks the table's line of a row of the data, or of none. */
function highlightRow(table: HTMLElement, row: number | undefined): void {
  for (const line of table.querySelectorAll<HTMLElement>('tbody tr')) {
    line.classList.toggle('hot', row !== undefined && line.dataset['row'] === String(row));
  }
}
