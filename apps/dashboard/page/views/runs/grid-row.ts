import { element } from '../../parts/dom.ts';
import type { Column, ListRow } from './columns.ts';

/** Results, of which a failed run has none: its error stands in their place. */
const RESULTS: ReadonlySet<string> = new Set(['accuracy', 'seconds', 'parameters', 'memory']);

export interface RowContent {
  readonly columns: readonly Column[];
  /** Undefined while it is on its way. */
  readonly row: ListRow | undefined;
  /** Keys of the runs that are chosen to be compared. */
  readonly chosen: readonly string[];
}

/** A row of the list at a place, counted from 0. */
export function newRow(place: number, height: number): HTMLElement {
  // The head is row 1.
  const row = element('div', { id: `run-${place}`, role: 'row', 'aria-rowindex': String(place + 2) });
  row.style.transform = `translateY(${place * height}px)`;
  row.classList.toggle('odd', place % 2 === 1);
  return row;
}

/** Puts a run into a row, unless it is there already. */
export function fillRow(row: HTMLElement, content: RowContent, hrefOfRun: (key: string) => string): void {
  const { columns, row: listed, chosen } = content;
  const state = JSON.stringify([columns.map(({ name }) => name), listed]);
  if (row.dataset.content !== state) {
    row.dataset.content = state;
    if (listed) row.dataset.key = listed.run.key;
    else delete row.dataset.key;
    row.classList.toggle('waiting', listed === undefined);
    row.replaceChildren(...(listed ? cellsOf(columns, listed, hrefOfRun) : [waiting(columns)]));
  }
  const isChosen = listed !== undefined && chosen.includes(listed.run.key);
  row.setAttribute('aria-selected', String(isChosen));
  const box = row.querySelector('input');
  if (box) box.checked = isChosen;
}

function cellsOf(columns: readonly Column[], row: ListRow, hrefOfRun: (key: string) => string): HTMLElement[] {
  const { key, state, errorCode } = row.run;
  const isResult = (column: Column | undefined): boolean => state === 'failed' && RESULTS.has(column?.name ?? '');
  const box = element('input', { type: 'checkbox', tabindex: '-1', 'aria-label': `compare run ${key}` });
  const cells = [element('div', { class: 'choose', role: 'gridcell', 'aria-colindex': '1' }, box)];
  columns.forEach((column, i) => {
    // A neighbour's error covers it.
    if (isResult(column) && isResult(columns[i - 1])) return;
    const cell = element('div', { role: 'gridcell', 'aria-colindex': String(i + 2), 'data-column': column.name });
    if (isResult(column)) {
      const free = columns.slice(i).findIndex((one) => !isResult(one));
      const span = free < 0 ? columns.length - i : free;
      const text = row.error === null ? errorCode : `${errorCode}: ${row.error}`;
      cell.className = 'error';
      cell.style.gridColumn = `span ${span}`;
      cell.setAttribute('aria-colspan', String(span));
      cell.title = text;
      cell.textContent = text;
    } else {
      const text = column.text(row);
      if (column.isNumber) cell.className = 'number';
      else cell.title = text;
      if (column.name === 'method' || column.name === 'key') {
        cell.append(element('a', { href: hrefOfRun(key), tabindex: '-1' }, text));
      } else if (column.name === 'state') {
        cell.append(element('span', { class: `state ${state}` }, text));
      } else cell.textContent = text;
    }
    cells.push(cell);
  });
  return cells;
}

function waiting(columns: readonly Column[]): HTMLElement {
  const cell = element(
    'div',
    { role: 'gridcell', 'aria-colindex': '1', 'aria-colspan': String(columns.length + 1) },
    '…',
  );
  cell.style.gridColumn = '1 / -1';
  return cell;
}
