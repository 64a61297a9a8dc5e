import type { MethodsCompared } from '../../../../src/views/compare/methods-compared.ts';
import { renderChoices } from '../../../parts/choices.ts';
import { chosenResults } from '../../../parts/chosen-results.ts';
import { element } from '../../../parts/dom.ts';
import { renderDownloads } from '../../../parts/downloads.ts';
import type { Shown, ViewContext } from '../../../shell/view.ts';
import { renderAverages } from './averages.ts';
import { renderComparisons } from './comparisons.ts';
import { openContenders } from './contenders.ts';

/** Two methods over datasets and seeds: what to compare, a plot and a table for each backbone and shot count. */
export function openMethods(root: HTMLElement, context: ViewContext) {
  const form = element('form', { id: 'choices', 'aria-label': 'What to show' });
  const contenders = element('form', { class: 'contenders', 'aria-label': 'Methods to compare' });
  const missing = element('p', { class: 'missing' });
  const averages = element('div');
  const comparisons = element('div', { class: 'comparisons' });
  const notes = element('div', { class: 'notes' }, ...NOTES.map((text) => element('p', { class: 'note' }, text)));
  const downloads = element('p');
  root.append(
    form,
    element('section', {}, element('h2', {}, 'Two methods'), contenders, missing, averages, comparisons, notes),
    downloads,
    element(
      'p',
      { class: 'note' },
      'Two single runs are compared by the seeds in the table: class by class and image by image.',
    ),
  );
  const showContenders = openContenders(contenders, context);
  const plots = renderComparisons(comparisons, context);
  return {
    show: (data: MethodsCompared, { parameters, request, index, styles }: Shown): void => {
      const chosen = chosenResults(parameters, index);
      if (!chosen) return;
      renderChoices(
        form,
        [
          {
            ...{ name: 'backbone', legend: 'Backbone', chosen: chosen.backbone.name },
            options: index.backbones.map(({ name }) => name),
          },
          {
            ...{ name: 'shots', legend: 'Shots per class', chosen: request['shots'] ?? 'all' },
            options: [...chosen.backbone.shots.map(String), ...(chosen.backbone.shots.length > 1 ? ['all'] : [])],
          },
        ],
        (name, value) => context.change({ [name]: value }),
      );
      showContenders(data, parameters, styles);
      missing.textContent = missingText(data, request['shots'] ?? 'all', chosen.backbone.name);
      missing.hidden = missing.textContent === '';
      renderAverages(averages, data.comparisons);
      plots.show(data.comparisons);
      notes.hidden = downloads.hidden = data.comparisons.length === 0;
      renderDownloads(downloads, context.data, {
        ...{ view: 'compare', extensions: ['csv', 'json', 'md', 'tex', 'svg'], parameters: request },
      });
    },
    close: () => plots.close(),
  };
}

const NOTES = [
  'Differences are A − B in percentage points over the seeds that both have; ± and bars: paired 95% t-interval. Filled marks: p ≤ 0.05, on a dataset after Holm’s adjustment over the datasets.',
  'p: paired t-test, two-sided. Detectable: the true difference that this test finds with a chance of 80%; what is smaller should not be called no difference. The average counts each dataset the same, by its mean over seeds.',
];

function missingText({ methods, a, b, comparisons }: MethodsCompared, shots: string, backbone: string): string {
  const place = `on ${backbone}${shots === 'all' ? '' : ` at ${shots} ${shots === '1' ? 'shot' : 'shots'}`}`;
  if (!a || !b)
    return `There is nothing to compare ${place}: ${methods.length === 0 ? 'no method' : 'only one method'} has finished runs there.`;
  if (comparisons.length > 0) return '';
  return `${a.method} and ${b.method} do not both have finished runs ${place}; choose others, or another place.`;
}
