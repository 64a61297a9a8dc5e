import type { Curves } from '../../../src/views/curves/curves-api.ts';
import { chosenResults } from '../../parts/chosen-results.ts';
import { renderChoices } from '../../parts/choices.ts';
import { element } from '../../parts/dom.ts';
import type { View } from '../../shell/view.ts';
import { renderCurves } from './curves.ts';

/** Accuracy versus shots of one backbone. */
export const curvesView: View<Curves> = {
  name: 'curves',
  title: 'Curves',
  request: (parameters, index) => {
    const chosen = chosenResults(parameters, index);
    return chosen && { backbone: chosen.backbone.name };
  },
  open: (root, { change }) => {
    const form = element('form', { id: 'choices', 'aria-label': 'What to show' });
    const legend = element('ul', { id: 'legend', 'aria-label': 'Methods' });
    const panels = element('div', { id: 'panels' });
    const note = element('p', { id: 'curves-note', class: 'note' });
    root.append(form, element('section', {}, element('h2', {}, 'Accuracy versus shots'), legend, panels, note));
    return {
      show: ({ backbones }, { request, index, styles }) => {
        const shown = backbones[0];
        if (!shown) return;
        const names = index.backbones.map(({ name }) => name);
        renderChoices(
          form,
          [{ name: 'backbone', legend: 'Backbone', options: names, chosen: request['backbone'] ?? '' }],
          (name, value) => change({ [name]: value }),
        );
        renderCurves({ legend, panels, note }, shown.panels, styles);
      },
    };
  },
};
