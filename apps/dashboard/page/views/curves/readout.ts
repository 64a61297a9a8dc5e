import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import { counted, percent, plusMinus } from '../../parts/numbers.ts';
import type { Column, Reading } from './columns.ts';

/** The values at one shot count, as shown beside the cursor; the row that is pointed at stands out. */
export function readout({ shots, readings }: Column, near?: Reading): HTMLElement {
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, element('th', { colspan: '4' }, counted(shots, 'shot')))),
    element('tbody', {}, ...readings.map((reading) => row(reading, reading === near))),
  );
}

function row(reading: Reading, isNear: boolean): HTMLElement {
  const { method, printed, style, mean, interval } = reading;
  return element(
    'tr',
    { class: isNear ? 'near' : undefined },
    element('td', {}, glyph(style, printed ? 'printed' : 'ours')),
    element('td', { class: 'method' }, printed?.name ?? method),
    element('td', { class: 'mean' }, mean === null ? '–' : `${percent(mean)} ${plusMinus(interval)}`),
    element('td', { class: 'n' }, remark(reading)),
  );
}

function remark({ printed, mean, n }: Reading): string {
  if (printed) return `printed, ${printed.protocol ?? 'several protocols'}`;
  return mean === null || n === null ? '' : `n = ${n}`;
}

/** The same for who hears it. */
export function spoken({ shots, readings }: Column): string {
  const parts = readings.map(({ method, printed, mean, interval }) => {
    const name = printed === undefined ? method : `${printed.name} as printed`;
    return mean === null ? `${name} no result` : `${name} ${percent(mean)} ${plusMinus(interval)}`.trim();
  });
  return `${counted(shots, 'shot')}: ${parts.join(', ')}`;
}
