import type { TableAverage, TableValue } from '../../../src/views/overview/overview-tables.ts';
import { element } from '../../parts/dom.ts';
import { percent, plusMinus } from '../../parts/numbers.ts';

/** A dataset's number with whatever it lacks, or why there is none. */
export function valueCell(value: TableValue | null): HTMLTableCellElement {
  if (value === null) return absent('not planned');
  const { mean, interval, n, failed, missing, best } = value;
  const planned = n + failed + missing;
  const state = failed > 0 ? 'failed' : 'pending';
  const gap = (text: string) => element('span', { class: `gap ${state}` }, text);
  if (mean === null) return element('td', { class: 'absent' }, gap(planned > 1 ? gaps(value) : state));
  const cell = element('td', {}, ...number(mean, interval, best));
  if (n < planned) cell.append(gap(`n = ${n}/${planned}${failed > 0 ? `, ${failed} failed` : ''}`));
  return cell;
}

/** The average over the datasets. */
export function averageCell(average: TableAverage | null): HTMLTableCellElement {
  if (average === null) return absent('no average before every dataset has a value');
  return element('td', { class: 'average' }, ...number(average.mean, average.interval, average.best));
}

/** The exact value is in the element for machines, with the decimals of the CSV. */
function number(mean: number, interval: number | null, best: boolean): HTMLElement[] {
  const data = element('data', { value: mean.toFixed(4) }, percent(mean));
  return [
    best ? element('strong', {}, data) : data,
    element('span', { class: 'interval', 'data-value': interval?.toFixed(4) }, plusMinus(interval)),
  ];
}

function gaps({ failed, missing }: TableValue): string {
  return [...(failed > 0 ? [`${failed} failed`] : []), ...(missing > 0 ? [`${missing} pending`] : [])].join(', ');
}

function absent(reason: string): HTMLTableCellElement {
  return element(
    'td',
    { class: 'absent', title: reason },
    element('span', { 'aria-hidden': 'true' }, '–'),
    element('span', { class: 'unseen' }, reason),
  );
}
