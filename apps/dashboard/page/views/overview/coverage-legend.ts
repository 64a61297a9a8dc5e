import { element } from '../../parts/dom.ts';
import type { CellState } from './run-counts.ts';

const MEANINGS: Readonly<Record<CellState, string>> = {
  done: 'all seeds done',
  partial: 'some seeds done, others pending',
  pending: 'pending',
  running: 'running',
  failed: 'some seed failed',
  unplanned: 'never planned',
};

/** What the signs of the map mean. */
export function coverageLegend(): HTMLUListElement {
  const items = Object.entries(MEANINGS).map(([state, meaning]) =>
    element('li', {}, element('i', { class: `run-cell ${state}`, 'aria-hidden': 'true' }), ` ${meaning}`),
  );
  const order = element('li', {}, 'One square for each shot count, the lowest first');
  return element('ul', { class: 'legend', 'aria-label': 'Signs' }, order, ...items);
}
