import { select } from 'd3';

import type { SortColumn } from '../../../src/shared/run-list/run-query.ts';
import { element } from '../../parts/dom.ts';
import type { Column } from './columns.ts';
import type { GridContent } from './grid.ts';

/** The names of the columns as buttons that sort by them. Kept by name, as one of them may be focused. */
export function renderHead(
  head: HTMLElement,
  { columns, sort, descending }: Pick<GridContent, 'columns' | 'sort' | 'descending'>,
  onSort: (column: SortColumn) => void,
): void {
  if (head.firstChild === null) {
    const unseen = element('span', { class: 'unseen' }, 'compare');
    head.append(element('div', { class: 'choose', role: 'columnheader', 'aria-colindex': '1' }, unseen));
  }
  select(head)
    .selectAll<HTMLElement, Column>('.column')
    .data(columns, ({ name }) => name)
    .join((enter) =>
      enter.append(({ name, title, isNumber }) => {
        const button = element('button', { type: 'button' }, title, element('span', { 'aria-hidden': 'true' }));
        button.addEventListener('click', () => onSort(name));
        return element('div', { class: isNumber ? 'column number' : 'column', role: 'columnheader' }, button);
      }),
    )
    .order()
    .each(function ({ name }, i) {
      const isSorted = name === sort;
      this.setAttribute('aria-colindex', String(i + 2));
      this.setAttribute('aria-sort', isSorted ? (descending ? 'descending' : 'ascending') : 'none');
      this.querySelector('span')!.textContent = isSorted ? (descending ? ' ▼' : ' ▲') : '';
    });
}
