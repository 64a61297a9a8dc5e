import type { LinkedComparison, LinkedDataset } from '../../../../src/views/compare/methods-compared.ts';
import { element } from '../../../parts/dom.ts';
import { percent, plusMinus } from '../../../parts/numbers.ts';
import type { ViewContext } from '../../../shell/view.ts';
import { probability, signed } from '../sign.ts';

const HEADS = ['dataset', 'A', 'B', 'A − B', 'p', 'Holm', 'detectable', 'runs by seed'];

/** A line for each dataset, sorted as the plot, and their average. Its seeds lead to the comparison of two runs. */
export function comparisonTable({ datasets, average }: LinkedComparison, context: ViewContext): HTMLElement {
  const sorted = [...datasets].sort((x, y) => y.difference - x.difference);
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...HEADS.map((name) => element('th', { scope: 'col' }, name)))),
    element(
      'tbody',
      {},
      ...sorted.map((one) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, one.dataset),
          ...numbers(one),
          element('td', {}, probability(one.holmP)),
          element('td', {}, one.detectable === undefined ? '–' : percent(one.detectable)),
          seeds(one, context),
        ),
      ),
    ),
    ...(average
      ? [
          element(
            'tbody',
            { class: 'average' },
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, 'average'),
              ...numbers(average),
              element('td', {}),
              element('td', {}, average.detectable === undefined ? '–' : percent(average.detectable)),
              element('td', { class: 'soft' }, `${average.n} datasets`),
            ),
          ),
        ]
      : []),
  );
}

interface Numbers {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly halfWidth?: number;
  readonly p?: number;
}

function numbers({ a, b, difference, halfWidth, p }: Numbers): HTMLElement[] {
  const side = difference < 0 ? 'b-better' : 'a-better';
  return [
    element('td', {}, percent(a)),
    element('td', {}, percent(b)),
    element(
      'td',
      { class: 'difference' },
      element('data', { value: difference.toFixed(4), class: side }, signed(difference)),
      element('span', { class: 'interval' }, plusMinus(halfWidth ?? null)),
    ),
    element('td', {}, probability(p)),
  ];
}

function seeds({ dataset, pairs }: LinkedDataset, context: ViewContext): HTMLElement {
  const links = pairs.map(({ seed, first, second }) => {
    const name = seed === null ? 'runs' : String(seed);
    const label = `compare the runs on ${dataset}${seed === null ? '' : ` with seed ${seed}`}`;
    return element('a', { href: context.href('compare', { first, second }), 'aria-label': label }, name);
  });
  return element('td', { class: 'seeds' }, ...links.flatMap((link) => [link, ' ']));
}
