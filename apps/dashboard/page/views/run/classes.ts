import type { PartReport } from '@shotbench/run-reports';

import { element } from '../../parts/dom.ts';
import { percent } from '../../parts/numbers.ts';
import { bar } from './bars.ts';
import type { PartContext, RunPart } from './run-part.ts';

type ClassAccuracy = PartReport['classes'][number];

/** Orders of the classes, by their name in the address; the first is the usual one. */
const ORDERS = {
  worst: (a: ClassAccuracy, b: ClassAccuracy) => a.accuracy - b.accuracy,
  best: (a: ClassAccuracy, b: ClassAccuracy) => b.accuracy - a.accuracy,
  name: (a: ClassAccuracy, b: ClassAccuracy) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  images: (a: ClassAccuracy, b: ClassAccuracy) => b.images - a.images,
} as const;
type Order = keyof typeof ORDERS;

/** How often the images of each class are taken for it, for each set of test images, with the calibration. */
export const showClasses: RunPart = ({ report }, context) => {
  if (!report || report.parts.length === 0) return undefined;
  const { parts } = report;
  const order = orderAsked(context.parameters['classes']);
  return {
    ...{ id: 'classes', title: 'Accuracy by class', state: [parts, order], isWide: true },
    make: () => parts.flatMap((part) => partTable(part, order, context)),
  };
};

function orderAsked(name: string | undefined): Order {
  return name !== undefined && name in ORDERS ? (name as Order) : 'worst';
}

function partTable(
  { part, images, accuracy, calibrationError, classes }: PartReport,
  order: Order,
  context: PartContext,
): Node[] {
  const where = part === '' ? 'its own test images' : `the test images of ${part}`;
  const count = `${classes.length.toLocaleString('en')} classes`;
  const rows = [...classes]
    .sort(ORDERS[order])
    .map((one) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, one.name),
        element('td', { class: 'number' }, percent(one.accuracy)),
        element('td', { class: 'bars', 'aria-hidden': 'true' }, bar(one.accuracy / 100)),
        element('td', { class: 'number' }, one.images.toLocaleString('en')),
      ),
    );
  const isByAccuracy = order === 'worst' || order === 'best';
  const head = element(
    'tr',
    {},
    sorter('class', 'name', order === 'name' ? 'ascending' : 'none', context),
    sorter('accuracy %', order === 'worst' ? 'best' : 'worst', isByAccuracy ? direction(order) : 'none', context),
    element('td'),
    sorter('images', 'images', order === 'images' ? 'descending' : 'none', context),
  );
  return [
    element(
      'p',
      {},
      `Of ${where}: ${percent(accuracy)} % of ${images.toLocaleString('en')} images in ${count}; expected calibration error (15 bins) ${percent(calibrationError)} %.`,
    ),
    element(
      'div',
      { class: 'scroll tall', tabindex: '0', role: 'region', 'aria-label': `Accuracy by class of ${where}` },
      element('table', { class: 'classes' }, element('thead', {}, head), element('tbody', {}, ...rows)),
    ),
  ];
}

function direction(order: 'worst' | 'best'): 'ascending' | 'descending' {
  return order === 'worst' ? 'ascending' : 'descending';
}

/** A column's name, which sorts by it. */
function sorter(title: string, order: Order, sorted: string, { change }: PartContext): HTMLElement {
  const mark = { ascending: ' ▲', descending: ' ▼' }[sorted] ?? '';
  const button = element('button', { type: 'button' }, title, element('span', { 'aria-hidden': 'true' }, mark));
  button.addEventListener('click', () => change({ classes: order === 'worst' ? undefined : order }));
  return element('th', { scope: 'col', 'aria-sort': sorted, class: title === 'class' ? undefined : 'number' }, button);
}
