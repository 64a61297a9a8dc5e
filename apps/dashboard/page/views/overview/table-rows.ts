import type { OverviewRow, OverviewTable } from '../../../src/views/overview/overview-table.ts';
import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import type { SeriesStyle } from '../../parts/series-styles.ts';
import type { Shown, ViewContext } from '../../shell/view.ts';
import { averageCell, printedCell, valueCell } from './table-cells.ts';

export function rowKey({ method, protocol }: Pick<OverviewRow, 'method' | 'protocol'>): string {
  return `${protocol} ${method}`;
}

/** The rows of a table by their method and protocol; those whose numbers are as they were stay the same elements. */
export class TableRows {
  readonly #context: ViewContext;
  readonly #rows = new Map<string, { readonly element: HTMLTableRowElement; state: string }>();
  #shown: OverviewTable | undefined;

  constructor(context: ViewContext) {
    this.#context = context;
  }

  get(key: string): HTMLTableRowElement | undefined {
    return this.#rows.get(key)?.element;
  }

  show(table: OverviewTable, shown: Pick<Shown, 'styles' | 'request' | 'index'>): void {
    const { styles, request, index } = shown;
    if (this.#shown === table) return;
    this.#shown = table;
    const context = JSON.stringify([table.columns, request]);
    const keys = new Set<string>();
    for (const row of table.rows) {
      const key = rowKey(row);
      keys.add(key);
      // Methods without few-shot runs have no look of their own.
      const style = index.methods.some(({ name }) => name === row.method) ? styles(row) : undefined;
      const state = JSON.stringify([row, style?.colour, style?.dash, context]);
      const known = this.#rows.get(key);
      if (known?.state === state) continue;
      const cells = [nameCell(row, style), ...this.#cellsOf(row, table, request)];
      if (known === undefined) this.#rows.set(key, { element: element('tr', {}, ...cells), state });
      else {
        known.state = state;
        replaceCells(known.element, cells);
      }
    }
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
  }

  #cellsOf(row: OverviewRow, table: OverviewTable, { evaluation = '' }: Shown['request']): HTMLTableCellElement[] {
    const { backbone } = table;
    const { method, protocol } = row;
    return row.entries.map((entry, i) => {
      const { kind, shots, ...column } = table.columns[i]!;
      if (kind === 'average') return averageCell(entry);
      if (kind === 'printed') return printedCell(null);
      const dataset = column.dataset ?? table.dataset ?? '';
      const runs = { backbone, shots: String(shots ?? table.shots ?? ''), method, dataset, protocol, evaluation };
      return valueCell(entry, this.#context.href('runs', runs));
    });
  }
}

function nameCell({ method, protocol }: OverviewRow, style: SeriesStyle | undefined): HTMLTableCellElement {
  return element(
    'th',
    { scope: 'row' },
    style ? glyph(style) : element('span', { class: 'glyph none' }),
    element('span', { class: 'method' }, method),
    ' ',
    element('span', { class: protocol === 'test-oracle' ? 'protocol oracle' : 'protocol' }, protocol),
  );
}

/** Other cells in a row; the keyboard's focus stays at its place. */
function replaceCells(row: HTMLTableRowElement, cells: readonly HTMLElement[]): void {
  const focused = [...row.cells].findIndex((cell) => cell.contains(document.activeElement));
  row.replaceChildren(...cells);
  if (focused >= 0) cells[focused]?.querySelector('a')?.focus({ preventScroll: true });
}
