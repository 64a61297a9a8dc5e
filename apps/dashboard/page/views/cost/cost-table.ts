import type { CostTableRow } from '../../../src/views/cost/cost-table.ts';
import type { CostView } from '../../../src/views/cost/cost-api.ts';
import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import { percent, plusMinus } from '../../parts/numbers.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';

export interface CostTableOptions {
  readonly styles: SeriesStyles;
  /** What the rows are sorted by: `accuracy` or `method`, or the name of a cost; costs ascend. */
  readonly sort: string;
  readonly runsHref: (method: string) => string;
  readonly onSort: (sort: string) => void;
  readonly onLeaveOut: (row: CostTableRow) => void;
  /** Called when a row is pointed at or has the focus, with its place in the data, or without. */
  readonly onPoint: (row: number | undefined) => void;
}

/** What methods reach and cost, those of the Pareto front marked. What has the focus keeps it. */
export function renderCostTable(region: HTMLElement, { table }: CostView, options: CostTableOptions): void {
  const { styles, sort, runsHref, onSort, onLeaveOut, onPoint } = options;
  const focused = region.contains(document.activeElement) ? document.activeElement!.getAttribute('data-focus') : null;
  const heading = (name: string, text: string) => {
    const button = element('button', { type: 'button', 'data-focus': `sort ${name}` }, text);
    button.addEventListener('click', () => onSort(name));
    const order = name === 'accuracy' ? 'descending' : 'ascending';
    return element('th', { scope: 'col', 'aria-sort': sort === name ? order : undefined }, button);
  };
  const isMixed = new Set(table.rows.map(({ protocol }) => protocol)).size > 1;
  const head = element(
    'tr',
    {},
    heading('method', 'method'),
    ...(isMixed ? [element('th', { scope: 'col', class: 'protocol-head' }, 'protocol')] : []),
    heading('accuracy', 'accuracy (%)'),
    ...table.columns.map(({ name, heading: text }) => heading(name, text)),
    element('th', { scope: 'col' }, 'n'),
    element('th', { scope: 'col' }, element('span', { class: 'unseen' }, 'leave out')),
  );
  const lines = sorted(table, sort).map((i) => {
    const row = table.rows[i]!;
    const out = element(
      'button',
      {
        type: 'button',
        class: 'leave-out',
        'data-focus': `out ${i}`,
        'aria-label': `Leave out ${row.method} (${row.protocol})`,
      },
      '×',
    );
    out.addEventListener('click', () => onLeaveOut(row));
    const line = element(
      'tr',
      { 'data-row': String(i), class: row.isOnFront ? 'on-front' : undefined },
      element(
        'th',
        { scope: 'row' },
        glyph(styles(row)),
        element('a', { class: 'method', href: runsHref(row.method), 'data-focus': `runs ${i}` }, row.method),
        ...(row.isOnFront ? [' ', element('span', { class: 'front-mark' }, 'Pareto')] : []),
      ),
      ...(isMixed ? [element('td', { class: 'protocol' }, row.protocol)] : []),
      element('td', {}, percent(row.accuracy), ' ', element('span', { class: 'interval' }, plusMinus(row.interval))),
      ...row.cells.map((cell) =>
        cell
          ? element('td', {}, element('data', { value: String(cell.value) }, cell.text))
          : element('td', { title: 'not known' }, '–'),
      ),
      element('td', {}, String(row.n)),
      element('td', {}, out),
    );
    line.addEventListener('pointerenter', () => onPoint(i));
    line.addEventListener('pointerleave', () => onPoint(undefined));
    line.addEventListener('focusin', () => onPoint(i));
    line.addEventListener('focusout', () => onPoint(undefined));
    return line;
  });
  region.hidden = lines.length === 0;
  region.replaceChildren(element('table', {}, element('thead', {}, head), element('tbody', {}, ...lines)));
  if (focused !== null) {
    [...region.querySelectorAll<HTMLElement>('[data-focus]')].find((one) => one.dataset['focus'] === focused)?.focus();
  }
}

/** Places of the rows: unknown costs last, equal ones in the order of the data. */
function sorted({ columns, rows }: CostView['table'], sort: string): number[] {
  const column = columns.findIndex(({ name }) => name === sort);
  const places = [...rows.keys()];
  if (sort === 'method') return places;
  const valueOf = (i: number): number =>
    column < 0 ? -rows[i]!.accuracy : (rows[i]!.cells[column]?.value ?? Number.MAX_VALUE);
  return places.sort((i, j) => valueOf(i) - valueOf(j) || i - j);
}
