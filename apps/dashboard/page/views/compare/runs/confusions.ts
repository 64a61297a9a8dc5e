import type { ComparedPart } from '../../../../src/views/compare/runs-compared.ts';
import { renderChoices } from '../../../parts/choices.ts';
import { element } from '../../../parts/dom.ts';
import type { Parameters, ViewContext } from '../../../shell/view.ts';
import { whenChanged } from '../when-changed.ts';
import { drawConfusionMap, MOST_CLASSES } from './confusion-map.ts';
import { openPages, pageOf } from './pages.ts';
import { signed } from '../sign.ts';

/** Which of the two matrices is shown, or the one less the other. */
const MATRICES = ['A', 'B', 'A − B'] as const;
export type Matrix = (typeof MATRICES)[number];

/** Rows of the list on one of its pages. */
const ROWS = 20;

interface Entry {
  readonly label: number;
  readonly prediction: number;
  readonly first: number;
  readonly second: number;
}

/**
 * Confusion of both runs: a heat map where it can be read, and in any case all confusions as a list.
 * @param onClass called with a class whose images someone wants to see.
 */
export function openConfusions(
  section: HTMLElement,
  context: ViewContext,
  onClass: (label: number) => void,
): (part: ComparedPart, parameters: Parameters) => void {
  const choice = element('form', { class: 'keys', 'aria-label': 'Confusion matrix' });
  const map = element('div', { class: 'scroll map', role: 'region', 'aria-label': 'Confusion matrix', tabindex: '0' });
  const note = element('p', { class: 'note' });
  const count = element('p', { class: 'note', role: 'status' });
  const body = element('tbody');
  const list = element(
    'table',
    { class: 'confusions' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['class', 'taken for', 'A', 'B', 'A − B'].map((name) => element('th', { scope: 'col' }, name)),
      ),
    ),
    body,
  );
  const pages = element('nav', { class: 'pages', 'aria-label': 'Pages of confusions' });
  const scroll = element('div', { class: 'scroll', role: 'region', 'aria-label': 'Confusions', tabindex: '0' }, list);
  section.append(
    element('h2', {}, 'Confusion'),
    element('div', { class: 'tools' }, choice),
    map,
    note,
    count,
    scroll,
    pages,
  );
  const showPages = openPages(pages, (page) =>
    context.change({ confusions: page === 0 ? undefined : String(page + 1) }),
  );

  const draw = whenChanged((part: ComparedPart, matrix: Matrix) => {
    map.hidden = part.classNames.length > MOST_CLASSES;
    note.textContent = map.hidden
      ? `${part.classNames.length} classes are too many for a heat map; all confusions are in the list.`
      : 'Rows: the class of the image; columns: what it is taken for; stronger: a larger part of the row. Point at a field to read it.';
    if (!map.hidden) drawConfusionMap(map, part, matrix);
  });
  const drawList = whenChanged((part: ComparedPart, matrix: Matrix, wanted: string | undefined) => {
    const entries = sortedConfusions(part, matrix);
    const page = pageOf(wanted, entries.length, ROWS);
    count.textContent = captionOf(matrix, entries.length);
    body.replaceChildren(
      ...entries.slice(page * ROWS, (page + 1) * ROWS).map((entry) => row(entry, part.classNames, onClass)),
    );
    showPages(page, Math.ceil(entries.length / ROWS));
  });
  return (part, parameters) => {
    const matrix = MATRICES.find((one) => one === parameters['matrix']) ?? 'A − B';
    renderChoices(choice, [{ name: 'matrix', legend: 'Show', options: MATRICES, chosen: matrix }], (name, value) =>
      context.change({ [name]: value, confusions: undefined }),
    );
    draw(part, matrix);
    drawList(part, matrix, parameters['confusions']);
  };
}

function captionOf(matrix: Matrix, count: number): string {
  const order = matrix === 'A − B' ? 'the largest difference first' : `the most of ${matrix} first`;
  return `${count.toLocaleString('en')} confusions of one class with another, ${order}; numbers of images.`;
}

/** What is off the diagonal of one of the two or both, as the choice sorts it. */
function sortedConfusions(
  { confusions: { labels, predictions, first, second } }: ComparedPart,
  matrix: Matrix,
): Entry[] {
  const sizeOf = (entry: Entry): number => {
    if (matrix === 'A') return entry.first;
    return matrix === 'B' ? entry.second : Math.abs(entry.first - entry.second);
  };
  return labels
    .map((label, i): Entry => ({ label, prediction: predictions[i]!, first: first[i]!, second: second[i]! }))
    .filter(({ label, prediction }) => label !== prediction)
    .sort((x, y) => sizeOf(y) - sizeOf(x) || y.first + y.second - x.first - x.second);
}

function row(
  { label, prediction, first, second }: Entry,
  names: readonly string[],
  onClass: (label: number) => void,
): HTMLElement {
  const button = element(
    'button',
    { type: 'button', class: 'link', title: 'Show the images of this class' },
    names[label]!,
  );
  button.addEventListener('click', () => onClass(label));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, button),
    ...[names[prediction]!, String(first), String(second), signed(first - second, 0)].map((text) =>
      element('td', {}, text),
    ),
  );
}
