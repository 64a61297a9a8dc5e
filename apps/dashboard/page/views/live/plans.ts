import { select } from 'd3';

import type { Live } from '../../../src/views/live/live-api.ts';
import type { PlanProgress } from '../../../src/views/live/plan-progress.ts';
import { element } from '../../parts/dom.ts';
import { setText } from './run-table.ts';

const NUMBERS = ['done', 'running', 'waiting', 'failed', 'invalid'] as const;

/** How far the runs of each experiment or command line are. */
export function newPlanTable(): HTMLTableElement {
  const heads = [
    'planned by',
    'progress',
    'runs',
    ...NUMBERS.map((name) => (name === 'invalid' ? 'taken back' : name)),
  ];
  return element(
    'table',
    { class: 'plans', 'aria-label': 'Plans' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...heads.map((title, i) => element('th', { scope: 'col', class: i > 1 ? 'number' : undefined }, title)),
      ),
    ),
    element('tbody'),
  );
}

export function renderPlans(table: HTMLTableElement, { plans }: Live): void {
  select(table.tBodies[0]!)
    .selectAll<HTMLTableRowElement, PlanProgress>('tr')
    .data(plans, ({ plannedBy }) => plannedBy)
    .join((enter) => enter.append(newRow))
    .order()
    .each(function (plan) {
      const [name, progress, ...numbers] = [...this.cells];
      setText(name!, plan.plannedBy);
      for (const part of progress!.querySelectorAll<HTMLElement>('span')) {
        part.style.flexGrow = String(plan[part.className as (typeof NUMBERS)[number]]);
      }
      [plan.total, ...NUMBERS.map((part) => plan[part])].forEach((count, i) =>
        setText(numbers[i]!, count.toLocaleString('en')),
      );
    });
}

function newRow(): HTMLTableRowElement {
  const parts = NUMBERS.map((name) => element('span', { class: name }));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }),
    element('td', {}, element('div', { class: 'bar', 'aria-hidden': 'true' }, ...parts)),
    ...['total', ...NUMBERS].map(() => element('td', { class: 'number' })),
  );
}
