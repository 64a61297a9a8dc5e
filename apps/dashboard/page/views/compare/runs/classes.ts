import { max, scaleLinear, select } from 'd3';

import type { ClassComparison } from '@shotbench/run-reports';

import type { ComparedPart } from '../../../../src/views/compare/runs-compared.ts';
import { renderChoices } from '../../../parts/choices.ts';
import { element } from '../../../parts/dom.ts';
import { percent } from '../../../parts/numbers.ts';
import type { Parameters, ViewContext } from '../../../shell/view.ts';
import { signed } from '../sign.ts';
import { whenChanged } from '../when-changed.ts';

const ORDERS = ['difference', 'name', 'images'] as const;
type Order = (typeof ORDERS)[number];

/** The accuracy of every class in both runs, with a bar for the difference; found by name. */
export function openClasses(
  section: HTMLElement,
  context: ViewContext,
): (part: ComparedPart, parameters: Parameters) => void {
  const order = element('form', { class: 'keys', 'aria-label': 'Order of classes' });
  const find = element('input', { type: 'search', name: 'find', autocomplete: 'off' });
  find.addEventListener('input', () => context.change({ find: find.value }));
  const count = element('p', { class: 'note', role: 'status' });
  const body = element('tbody');
  const heads = ['class', 'images', 'A', 'B', 'A − B'];
  const table = element(
    'table',
    { class: 'classes' },
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((name) => element('th', { scope: 'col' }, name)), element('td')),
    ),
    body,
  );
  section.append(
    element('h2', {}, 'Classes'),
    element('div', { class: 'tools' }, element('label', { class: 'find' }, 'Find a class ', find), order),
    element('div', { class: 'scroll tall', role: 'region', 'aria-label': 'Accuracy by class', tabindex: '0' }, table),
    count,
  );
  const draw = whenChanged((part: ComparedPart, by: Order, text: string) => {
    const wanted = part.classes.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
    drawRows(body, sorted(wanted, by), part.classes);
    const equal = wanted.filter(({ first, second }) => first === second).length;
    count.textContent = `${wanted.length} of ${part.classes.length} classes with test images; ${equal} of these are equal. Accuracy in percent.`;
  });
  return (part, parameters) => {
    const by = ORDERS.find((one) => one === parameters['order']) ?? 'difference';
    renderChoices(order, [{ name: 'order', legend: 'Order by', options: ORDERS, chosen: by }], (name, value) =>
      context.change({ [name]: value }),
    );
    const text = parameters['find'] ?? '';
    // What is being typed is ahead of the address.
    if (document.activeElement !== find) find.value = text;
    draw(part, by, text);
  };
}

function sorted(classes: readonly ClassComparison[], by: Order): ClassComparison[] {
  const byName = (x: ClassComparison, y: ClassComparison): number => (x.name < y.name ? -1 : x.name > y.name ? 1 : 0);
  return [...classes].sort((x, y) => {
    if (by === 'images') return y.images - x.images || byName(x, y);
    if (by === 'name') return byName(x, y);
    return y.first - y.second - (x.first - x.second) || byName(x, y);
  });
}

function drawRows(body: HTMLElement, rows: readonly ClassComparison[], all: readonly ClassComparison[]): void {
  const most = max(all, ({ first, second }) => Math.abs(first - second)) ?? 0;
  const share = scaleLinear([0, most === 0 ? 1 : most], [0, 50]);
  select(body)
    .selectAll<HTMLTableRowElement, ClassComparison>('tr')
    .data(rows, ({ index }) => String(index))
    .join((enter) => enter.append(newRow))
    .order()
    .each(function ({ name, images, first, second }) {
      const [head, ...cells] = [...this.children] as HTMLElement[];
      head!.textContent = name;
      [String(images), percent(first), percent(second), signed(first - second)].forEach((text, i) => {
        cells[i]!.textContent = text;
      });
      const bar = this.querySelector<HTMLElement>('.bar span')!;
      const width = share(Math.abs(first - second));
      bar.className = first < second ? 'b' : 'a';
      bar.style.width = `${width}%`;
      bar.style.left = first < second ? `${50 - width}%` : '50%';
    });
}

function newRow(): HTMLTableRowElement {
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' }, element('span'));
  const cells = Array.from({ length: 4 }, () => element('td'));
  return element('tr', {}, element('th', { scope: 'row' }), ...cells, element('td', { class: 'bar-cell' }, bar));
}
