import type { Overview } from '../../../src/views/overview/overview-api.ts';
import { chosenResults } from '../../parts/chosen-results.ts';
import { renderChoices } from '../../parts/choices.ts';
import { element } from '../../parts/dom.ts';
import { renderDownloads } from '../../parts/downloads.ts';
import type { View } from '../../shell/view.ts';
import { renderTable } from './table.ts';

/** The comparison table of one backbone and shot count. */
export const overviewView: View<Overview> = {
  name: 'overview',
  title: 'Overview',
  request: (parameters, index) => {
    const chosen = chosenResults(parameters, index);
    return chosen && { backbone: chosen.backbone.name, shots: String(chosen.shots) };
  },
  open: (root, { change, data }) => {
    const form = element('form', { id: 'choices', 'aria-label': 'What to show' });
    const table = element('div', { id: 'table', role: 'region', 'aria-label': 'Comparison table', tabindex: '0' });
    const notes = element('div', { id: 'notes' });
    const downloads = element('p');
    root.append(form, element('section', {}, element('h2', {}, 'Comparison'), table, notes, downloads));
    return {
      show: ({ tables }, { parameters, request, index, styles }) => {
        const chosen = chosenResults(parameters, index);
        const shown = tables[0];
        if (!chosen || !shown) return;
        renderChoices(
          form,
          [
            { ...{ name: 'backbone', legend: 'Backbone' }, ...options(index.backbones, chosen.backbone) },
            {
              ...{ name: 'shots', legend: 'Shots per class', chosen: String(chosen.shots) },
              options: chosen.backbone.shots.map(String),
            },
          ],
          (name, value) => change({ [name]: value }),
        );
        renderTable({ table, notes }, shown, styles);
        renderDownloads(downloads, data, { view: 'overview', extensions: ['csv', 'json'], parameters: request });
      },
    };
  },
};

function options<T extends { readonly name: string }>(all: readonly T[], chosen: T) {
  return { options: all.map(({ name }) => name), chosen: chosen.name };
}
