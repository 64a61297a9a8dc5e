import type { OverviewColumn } from '../../../src/views/overview/overview-table.ts';
import { element } from '../../parts/dom.ts';
import type { ViewContext } from '../../shell/view.ts';
import { nextSort, type Sort } from './sorting.ts';

/** The headings of a table; a click on one sorts the rows by it. */
export class TableHead {
  readonly root = element('thead');
  readonly #context: ViewContext;
  #sort: Sort | undefined;
  #shown = '';

  constructor(context: ViewContext) {
    this.#context = context;
  }

  show(columns: readonly OverviewColumn[], sort: Sort | undefined): void {
    this.#sort = sort;
    const state = JSON.stringify(columns);
    if (state !== this.#shown) {
      this.#shown = state;
      this.root.replaceChildren(...this.#rowsOf(columns));
    }
    for (const heading of this.root.querySelectorAll<HTMLElement>('th[data-key]')) {
      const isSorted = heading.dataset.key === sort?.key;
      if (isSorted) heading.setAttribute('aria-sort', sort?.ascending ? 'ascending' : 'descending');
      else heading.removeAttribute('aria-sort');
    }
  }

  #rowsOf(columns: readonly OverviewColumn[]): HTMLTableRowElement[] {
    const hasGroups = columns.some(({ group }) => group !== null);
    const method = element('th', { scope: 'col', rowspan: hasGroups ? '2' : undefined }, 'method');
    const headings = columns.map((column) => this.#heading(column));
    if (!hasGroups) return [element('tr', {}, method, ...headings)];
    const groups: { name: string | null; span: number }[] = [];
    for (const { group } of columns) {
      const last = groups.at(-1);
      if (last && last.name === group && group !== null) last.span++;
      else groups.push({ name: group, span: 1 });
    }
    const above = groups.map(({ name, span }) =>
      element(name === null ? 'td' : 'th', {
        ...{ colspan: String(span), scope: name === null ? undefined : 'colgroup', class: 'group' },
      }),
    );
    above.forEach((cell, i) => cell.append(groups[i]!.name ?? ''));
    return [element('tr', {}, method, ...above), element('tr', {}, ...headings)];
  }

  #heading({ key, heading, kind, group }: OverviewColumn): HTMLTableCellElement {
    if (kind === 'printed') return element('th', { scope: 'col' }, heading, ' ', only());
    const button = element('button', { type: 'button', class: 'sort' }, heading);
    button.title = `Sort by ${group === null ? '' : `${group}: `}${heading}`;
    button.addEventListener('click', () => this.#context.change(nextSort(key, this.#sort)));
    return element('th', { scope: 'col', 'data-key': key }, button);
  }
}

function only(): HTMLElement {
  return element('span', { class: 'protocol' }, 'paper only');
}
