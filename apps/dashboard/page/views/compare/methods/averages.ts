import type { LinkedComparison } from '../../../../src/views/compare/methods-compared.ts';
import { element } from '../../../parts/dom.ts';
import { percent, plusMinus } from '../../../parts/numbers.ts';
import { probability, signed } from '../sign.ts';

/** What one comparison says on average over its datasets; of several, a table with a line for each. */
export function renderAverages(container: HTMLElement, comparisons: readonly LinkedComparison[]): void {
  const state = JSON.stringify(comparisons.map(({ shots, backbone, average }) => [shots, backbone, average]));
  if (container.dataset['state'] === state) return;
  container.dataset['state'] = state;
  const [only, another] = comparisons;
  if (only === undefined) return container.replaceChildren();
  if (another === undefined) return container.replaceChildren(verdict(only));
  const heads = ['shots', 'datasets', 'A', 'B', 'A − B', 'p', 'Wilcoxon', 'detectable'];
  const table = element(
    'table',
    {},
    element('caption', {}, 'Average over datasets, by shots per class'),
    element('thead', {}, element('tr', {}, ...heads.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...comparisons.map(line)),
  );
  const region = { class: 'scroll', role: 'region', 'aria-label': 'Averages by shots', tabindex: '0' };
  container.replaceChildren(element('div', region, table));
}

function line({ shots, datasets, average }: LinkedComparison): HTMLElement {
  const head = element('th', { scope: 'row' }, String(shots));
  const count = element('td', {}, String(datasets.length));
  if (average === undefined) {
    return element(
      'tr',
      {},
      head,
      count,
      element('td', { colspan: '6', class: 'soft' }, 'no average of fewer than two datasets'),
    );
  }
  const { a, b, difference, halfWidth, p, wilcoxonP, detectable } = average;
  const texts = [
    ...[percent(a), percent(b), `${signed(difference)} ${plusMinus(halfWidth ?? null)}`],
    ...[probability(p), probability(wilcoxonP), detectable === undefined ? '–' : percent(detectable)],
  ];
  return element('tr', {}, head, count, ...texts.map((text) => element('td', {}, text)));
}

/** One sentence: which is better, by how much, and how sure that is. */
function verdict({ average, datasets }: LinkedComparison): HTMLElement {
  if (average === undefined) {
    return element(
      'p',
      { class: 'verdict' },
      `They share ${datasets.length === 0 ? 'no dataset' : 'one dataset'}, so there is no average over datasets.`,
    );
  }
  const { difference, halfWidth, p, wilcoxonP, bootstrap, detectable, n } = average;
  const better = Number(difference.toFixed(2)) === 0 ? 'A and B are level' : `${difference > 0 ? 'A' : 'B'} is ahead`;
  const isSure = p !== undefined && p <= 0.05;
  const facts = [
    `paired t-test p = ${probability(p)}`,
    `Wilcoxon’s exact signed ranks p = ${probability(wilcoxonP)}`,
    ...(bootstrap ? [`95% bootstrap interval ${signed(bootstrap[0])} … ${signed(bootstrap[1])}`] : []),
    ...(detectable === undefined ? [] : [`detectable ${percent(detectable)}`]),
  ];
  return element(
    'p',
    { class: 'verdict' },
    `Over ${n} datasets ${better}: `,
    element(
      'strong',
      { class: difference < 0 ? 'b-better' : 'a-better' },
      `${signed(difference)} ${plusMinus(halfWidth ?? null)}`,
    ),
    ` points, ${isSure ? 'a difference that the t-test finds' : 'which the t-test cannot tell from zero'}`,
    element('span', { class: 'soft' }, ` (${facts.join('; ')}).`),
  );
}
