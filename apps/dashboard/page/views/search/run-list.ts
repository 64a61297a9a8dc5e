import type { SearchEntry, SearchView } from '../../../src/views/search/search-api.ts';
import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import { renderSelect } from '../../parts/select.ts';
import { renderToggle } from '../../parts/toggle.ts';
import type { Parameters } from '../../shell/view.ts';

const FILTERS = ['method', 'dataset', 'backbone', 'shots', 'seed'] as const;
const ALL = '';

export interface RunListOptions {
  /** Of the address. */
  readonly parameters: Parameters;
  readonly href: (parameters: Parameters) => string;
  readonly change: (changes: Readonly<Record<string, string | undefined>>) => void;
}

/** What there is to choose a run from: lists to filter by, and the runs that pass. */
export class RunList {
  readonly #fields = element('div', { class: 'search-fields' });
  readonly #pool = element('div');
  readonly #count = element('p', { class: 'note' });
  readonly #list = element('div', {
    id: 'searched-runs',
    role: 'region',
    'aria-label': 'Runs with a search',
    tabindex: '0',
  });

  constructor(root: HTMLElement) {
    this.#fields.append(...FILTERS.map((name) => element('div', { 'data-filter': name })), this.#pool);
    root.append(this.#fields, this.#count, this.#list);
  }

  show(data: SearchView, { parameters, href, change }: RunListOptions): void {
    for (const [i, name] of FILTERS.entries()) {
      const chosen = parameters[name] ?? ALL;
      const known = data.choices[name];
      const values = chosen === ALL || known.includes(chosen) ? known : [...known, chosen];
      renderSelect(
        this.#fields.children[i] as HTMLElement,
        {
          ...{ name, label: name[0]!.toUpperCase() + name.slice(1), chosen },
          options: [{ value: ALL, text: 'all' }, ...values.map((value) => ({ value }))],
        },
        (_, value) => change({ [name]: value === ALL ? undefined : value, run: undefined }),
      );
    }
    renderToggle(
      this.#pool,
      { name: 'pool', label: 'all listed runs of the method together', on: parameters['pool'] !== undefined },
      (name, value) => change({ [name]: value }),
    );
    const { runs, matching, total, shown } = data;
    const left = matching - runs.length;
    this.#count.textContent = [
      `${counted(matching, 'run')} with a search${matching < total ? ` of ${total}` : ''}.`,
      ...(left > 0 ? [`The first ${runs.length} are listed; filter to see the other ${left}.`] : []),
    ].join(' ');
    if (matching === 0) this.#count.append(' ', element('a', { href: href({}) }, 'Show all of them'));
    const opened = new Set(shown?.runs.map(({ key }) => key));
    const filters = Object.fromEntries(
      Object.entries(parameters).filter(([name]) => ['method', 'dataset', 'seed'].includes(name)),
    );
    const focused = this.#list.contains(document.activeElement) ? document.activeElement!.getAttribute('href') : null;
    this.#list.hidden = runs.length === 0;
    this.#list.replaceChildren(
      table(runs, opened, (run) =>
        href({ ...filters, backbone: run.backbone, shots: String(run.shots), run: run.key }),
      ),
    );
    if (focused !== null)
      [...this.#list.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus();
  }
}

function table(
  runs: readonly SearchEntry[],
  opened: ReadonlySet<string>,
  href: (run: SearchEntry) => string,
): HTMLElement {
  const isFewShot = runs.every(({ evaluation }) => evaluation === 'few-shot');
  const headings = [
    'run',
    'method',
    'protocol',
    'dataset',
    'backbone',
    'shots',
    'seed',
    ...(isFewShot ? [] : ['evaluation']),
  ];
  const lines = runs.map((run) => {
    const isOpen = opened.has(run.key);
    const link = element('a', { href: href(run), 'aria-current': isOpen ? 'true' : undefined }, run.key.slice(0, 10));
    const texts = [run.method, run.protocol, run.dataset, run.backbone, String(run.shots), String(run.seed ?? 'none')];
    const cells = [...texts, ...(isFewShot ? [] : [run.evaluation])].map((text) => element('td', {}, text));
    return element('tr', { class: isOpen ? 'open' : undefined }, element('th', { scope: 'row' }, link), ...cells);
  });
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...headings.map((text) => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, ...lines),
  );
}
