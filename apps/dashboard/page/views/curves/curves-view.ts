import { chooseLines } from '@shotbench/tracker/choose-lines';

import type { Curves } from '../../../src/views/curves/curves-api.ts';
import { MOST_METHODS } from '../../data/most-methods.ts';
import { chosenResults } from '../../parts/chosen-results.ts';
import { renderChoices } from '../../parts/choices.ts';
import { element } from '../../parts/dom.ts';
import { renderDownloads } from '../../parts/downloads.ts';
import type { Parameters } from '../../shell/address.ts';
import type { Shown, View } from '../../shell/view.ts';
import { type ChosenMethods, chosenMethods } from './chosen-methods.ts';
import { curvesChoices, parameterOf } from './curves-choices.ts';
import { curvesNotes } from './curves-notes.ts';
import { methodFinder } from './find-method.ts';
import { highlightIn } from './highlight.ts';
import { renderLegend } from './legend.ts';
import type { PanelEvents } from './panel-figure.ts';
import { renderPanels } from './panels.ts';
import { renderPrintedLegend } from './printed-legend.ts';
import { readZoom, writeZoom } from './zoom.ts';

/** Accuracy versus shots of one backbone. */
export const curvesView: View<Curves> = {
  name: 'curves',
  title: 'Curves',
  request: (parameters, index) => {
    const chosen = chosenResults(parameters, index);
    if (!chosen) return undefined;
    const { protocol, paper, methods } = parameters;
    const hasProtocol = index.methods.some(({ protocols }) => protocols.some((one) => one === protocol));
    return {
      backbone: chosen.backbone.name,
      ...(protocol !== undefined && hasProtocol && { protocol }),
      ...(paper !== undefined && { paper }),
      ...(methods !== undefined && index.methods.length > MOST_METHODS && { methods }),
    };
  },
  open: (root, context) => {
    const source = context.data;
    const change: typeof context.change = (changes, step) => context.change(changes, step);
    const form = element('form', { id: 'choices', 'aria-label': 'What to show' });
    const legend = element('ul', { id: 'legend', 'aria-label': 'Methods' });
    const printed = element('ul', { id: 'printed-legend', 'aria-label': 'Printed numbers' });
    const panels = element('div', { id: 'panels' });
    const notes = element('div');
    const downloads = element('p');
    const onChoose = (methods: string | undefined) => change({ methods });
    const finder = methodFinder(onChoose);
    const heading = element('h2', {}, 'Accuracy versus shots');
    root.append(form, element('section', {}, heading, legend, finder.node, printed, panels, notes, downloads));

    const highlight = highlightIn(root);
    /** Methods stay in the legend once they were there, so that what was hidden can be shown again. */
    const listed = new Set<string>();
    let last: { readonly data: Curves; readonly shown: Shown } | undefined;
    const events: PanelEvents = {
      onNear: (method) => highlight.set(method),
      onEnlarge: (panel) => {
        change({ panel, zoom: undefined }, true);
        panels
          .querySelector(panel === undefined ? 'figure:focus-within' : 'figure.large')
          ?.scrollIntoView({ block: 'nearest' });
      },
      onZoom: (zoom) => change({ zoom: zoom && writeZoom(zoom) }),
    };

    const draw = ({ data, shown }: NonNullable<typeof last>): ChosenMethods => {
      const { parameters, styles } = shown;
      const chosen = chosenMethods(parameters['methods'], data);
      const drawn = chooseLines(data.panels, { methods: chosen.names, allPrinted: !chosen.isAsked });
      const { panel: enlarged, axes, zoom } = parameters;
      renderPanels(panels, drawn, { styles, enlarged, equalAxes: axes === 'equal', zoom: readZoom(zoom) }, events);
      renderPrintedLegend(printed, drawn, styles);
      notes.replaceChildren(...curvesNotes(data, drawn));
      return chosen;
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape' && last?.shown.parameters['panel'] !== undefined) events.onEnlarge(undefined);
    };
    document.addEventListener('keydown', onKey);
    let width = 0;
    const resized = new ResizeObserver(() => {
      if (panels.clientWidth === width) return;
      width = panels.clientWidth;
      if (last?.shown.parameters['panel'] !== undefined) draw(last);
    });
    resized.observe(panels);

    return {
      show: (data, shown) => {
        last = { data, shown };
        renderChoices(form, curvesChoices(data, shown), (name, value) => change({ [name]: parameterOf(name, value) }));
        const chosen = draw(last);
        const fits = data.methods.length <= MOST_METHODS;
        for (const { method } of data.methods) if (fits || chosen.has(method)) listed.add(method);
        const methods = data.methods
          .filter(({ method }) => listed.has(method))
          .sort((a, b) => (a.method < b.method ? -1 : 1));
        renderLegend(legend, { methods, chosen, styles: shown.styles }, { onChoose, onHighlight: highlight.set });
        finder.update(data, chosen);
        highlight.apply();
        const documents = documentParameters(shown, chosen);
        downloads.hidden = panels.childElementCount === 0;
        renderDownloads(downloads, source, { view: 'curves', extensions: ['svg', 'csv'], parameters: documents });
      },
      close: () => {
        document.removeEventListener('keydown', onKey);
        resized.disconnect();
      },
    };
  },
};

/** What is shown, in the parameters of its documents. */
function documentParameters({ parameters, request }: Shown, chosen: ChosenMethods): Parameters {
  const { methods, axes, panel } = parameters;
  return {
    ...request,
    ...(chosen.isAsked && methods !== undefined && { methods }),
    ...(axes === 'equal' && { axes }),
    ...(panel !== undefined && { panel }),
  };
}
