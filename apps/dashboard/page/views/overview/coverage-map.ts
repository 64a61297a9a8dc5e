import type { Coverage, CoverageRow } from '../../../src/views/coverage/coverage-of.ts';
import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import type { Parameters, ViewContext } from '../../shell/view.ts';
import { placeChildren } from './place-children.ts';
import { runCounts, stateOf } from './run-counts.ts';

/** Methods × datasets with a square for each shot count; each cell leads to its runs. */
export class CoverageMap {
  readonly root = element('table', { 'aria-label': 'Runs of each method on each dataset' });
  readonly #head = element('thead');
  readonly #body = element('tbody');
  readonly #context: ViewContext;
  readonly #rows = new Map<string, { readonly element: HTMLTableRowElement; state: string }>();

  constructor(context: ViewContext) {
    this.#context = context;
    this.root.append(this.#head, this.#body);
  }

  show({ datasets, shots, rows }: Coverage, request: Parameters): void {
    const headings = ['method', ...datasets].map((name) => element('th', { scope: 'col' }, name));
    this.#head.replaceChildren(element('tr', {}, ...headings));
    const context = JSON.stringify([datasets, shots, request]);
    const elements = rows.map((row) => {
      const key = `${row.protocol} ${row.method}`;
      const state = JSON.stringify([row.cells, context]);
      const known = this.#rows.get(key);
      if (known?.state === state) return known.element;
      const made = known ?? { element: element('tr'), state };
      made.state = state;
      this.#rows.set(key, made);
      this.#fill(made.element, row, { datasets, shots, request });
      return made.element;
    });
    placeChildren(this.#body, elements);
  }

  #fill(made: HTMLTableRowElement, row: CoverageRow, { datasets, shots, request }: Placed): void {
    const { method, protocol } = row;
    const focused = [...made.cells].findIndex((cell) => cell.contains(document.activeElement));
    const name = element('th', { scope: 'row' }, element('span', { class: 'method' }, method), ' ');
    name.append(element('span', { class: 'protocol' }, protocol));
    const cells = row.cells.map((counts, i) => {
      const squares = counts.map((one) => element('i', { class: `run-cell ${stateOf(one)}` }));
      const words = counts.map((one, s) => `${counted(shots[s]!, 'shot')}: ${one ? runCounts(one) : 'never planned'}`);
      const dataset = datasets[i]!;
      const title = [`${method} on ${dataset}`, ...words].join('\n');
      if (counts.every((one) => one === null)) {
        const label = element('span', { class: 'unseen' }, 'never planned');
        return element(
          'td',
          { title },
          element('span', { class: 'squares', 'aria-hidden': 'true' }, ...squares),
          label,
        );
      }
      const href = this.#context.href('runs', { ...request, method, protocol, dataset });
      const label = [`${method} on ${dataset}`, ...words].join('; ');
      return element('td', {}, element('a', { class: 'squares', href, title, 'aria-label': label }, ...squares));
    });
    made.replaceChildren(name, ...cells);
    if (focused > 0) cells[focused - 1]?.querySelector('a')?.focus({ preventScroll: true });
  }
}

interface Placed extends Pick<Coverage, 'datasets' | 'shots'> {
  readonly request: Parameters;
}
