import type { OverviewTable, TableRow } from '../../../src/views/overview/overview-tables.ts';
import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';
import { counted } from '../../parts/numbers.ts';
import { averageCell, valueCell } from './table-cells.ts';
import { tableNotes } from './table-notes.ts';

/** More columns than this get their intervals below the means. */
const DENSE_COLUMNS = 7;

/** Methods × datasets, as a table that papers could print. */
export function renderTable(
  containers: { readonly table: HTMLElement; readonly notes: HTMLElement },
  table: OverviewTable,
  styles: SeriesStyles,
): void {
  const { backbone, datasets, averaged, rows, shots } = table;
  const columns = [...datasets, ...(averaged ? ['average'] : [])];
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, 'method'),
    ...columns.map((name) => element('th', { scope: 'col' }, name)),
  );
  const made = element(
    'table',
    { 'aria-describedby': 'notes', class: columns.length > DENSE_COLUMNS ? 'dense' : undefined },
    element('caption', {}, element('span', {}, `${counted(shots, 'shot')} · ${backbone} · accuracy in percent`)),
    element('thead', {}, head),
    ...protocolsOf(rows).map((protocol) => {
      const own = rows.filter((row) => row.protocol === protocol);
      return element('tbody', {}, ...own.map((row) => tableRow(row, averaged, styles)));
    }),
  );
  containers.table.replaceChildren(made);
  containers.notes.replaceChildren(...tableNotes(table));
}

/** In the order of the rows. Methods compete within their protocol, so each has a body of its own. */
function protocolsOf(rows: readonly TableRow[]): TableRow['protocol'][] {
  return [...new Set(rows.map(({ protocol }) => protocol))];
}

function tableRow(row: TableRow, averaged: boolean, styles: SeriesStyles): HTMLTableRowElement {
  const name = element(
    'th',
    { scope: 'row' },
    glyph(styles(row)),
    element('span', { class: 'method' }, row.method),
    ' ',
    element('span', { class: 'protocol' }, row.protocol),
  );
  const cells = row.values.map(valueCell);
  return element('tr', {}, name, ...cells, ...(averaged ? [averageCell(row.average)] : []));
}
