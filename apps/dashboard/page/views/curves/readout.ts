import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import { counted, percent, plusMinus } from '../../parts/numbers.ts';
import type { Column, Reading } from './probe.ts';

/** The values at one shot count, as shown beside the cursor. */
export function readout({ shots, readings }: Column): HTMLElement {
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, element('th', { colspan: '4' }, counted(shots, 'shot')))),
    element('tbody', {}, ...readings.map(row)),
  );
}

function row({ method, style, point: { mean, interval, n } }: Reading): HTMLElement {
  return element(
    'tr',
    {},
    element('td', {}, glyph(style)),
    element('td', { class: 'method' }, method),
    element('td', { class: 'mean' }, mean === null ? '–' : `${percent(mean)} ${plusMinus(interval)}`),
    element('td', { class: 'n' }, mean === null || n === null ? '' : `n = ${n}`),
  );
}
