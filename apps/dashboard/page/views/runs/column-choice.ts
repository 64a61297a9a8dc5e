import { element } from '../../parts/dom.ts';
import { type Column, COLUMNS, columnNames } from './columns.ts';

/** Adds boxes for the columns to a folded part; returns what ticks those that are shown. */
export function addColumnChoice(
  container: HTMLElement,
  onChange: (names: string | undefined) => void,
): (shown: readonly Column[]) => void {
  const boxes = COLUMNS.map((column) => ({ column, box: element('input', { type: 'checkbox', name: column.name }) }));
  container.append(
    element(
      'details',
      {},
      element('summary', {}, 'Columns'),
      element(
        'div',
        { class: 'boxes' },
        ...boxes.map(({ column, box }) => element('label', {}, box, ` ${column.title}`)),
      ),
    ),
  );
  container.addEventListener('change', () => {
    onChange(columnNames(boxes.filter(({ box }) => box.checked).map(({ column }) => column)));
  });
  return (shown) => {
    for (const { column, box } of boxes) box.checked = shown.includes(column);
  };
}
