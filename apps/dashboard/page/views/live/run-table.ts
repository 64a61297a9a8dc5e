import { select } from 'd3';

import type { LiveRun } from '../../../src/views/live/live-runs.ts';
import { element } from '../../parts/dom.ts';

/** A column of a list of runs. */
export interface RunColumn {
  readonly title: string;
  readonly isNumber?: boolean;
  /** Makes the cell show a run. It may have shown the same run before. */
  fill(cell: HTMLElement, run: LiveRun): void;
}

/** An empty list of runs; its rows come by {@link renderRuns}. */
export function newRunTable(label: string, columns: readonly RunColumn[]): HTMLTableElement {
  const heads = columns.map(({ title, isNumber }) =>
    element('th', { scope: 'col', class: isNumber ? 'number' : undefined }, title),
  );
  return element(
    'table',
    { class: 'runs', 'aria-label': label },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody'),
  );
}

/** Shows these runs. A run that stays keeps its row, and so the keyboard's focus. */
export function renderRuns(table: HTMLTableElement, columns: readonly RunColumn[], runs: readonly LiveRun[]): void {
  select(table.tBodies[0]!)
    .selectAll<HTMLTableRowElement, LiveRun>('tr')
    .data(runs, ({ key }) => key)
    .join((enter) => enter.append(() => newRow(columns)))
    .order()
    .each(function (run) {
      columns.forEach((column, i) => column.fill(this.cells[i]!, run));
    });
}

function newRow(columns: readonly RunColumn[]): HTMLTableRowElement {
  const cells = columns.map(({ isNumber }, i) =>
    i === 0 ? element('th', { scope: 'row' }) : element('td', { class: isNumber ? 'number' : undefined }),
  );
  return element('tr', {}, ...cells);
}

/** Writes a text, unless it is there already. */
export function setText(holder: HTMLElement, text: string): void {
  if (holder.textContent !== text) holder.textContent = text;
}
