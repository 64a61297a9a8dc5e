import type { PaperBeside } from '../../../src/views/overview/paper-beside.ts';
import { element } from '../../parts/dom.ts';
import { printedCell } from './table-cells.ts';

/** A row of the paper's own. */
export function printedRow({ label, entries }: PaperBeside['rows'][number]): HTMLTableRowElement {
  const name = element('th', { scope: 'row' }, element('span', { class: 'method' }, label), ' ');
  name.append(element('span', { class: 'protocol' }, 'printed'));
  return element('tr', { 'data-name': label }, name, ...entries.map(printedCell));
}
