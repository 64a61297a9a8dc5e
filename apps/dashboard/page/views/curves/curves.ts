import { select } from 'd3';

import type { Panel } from '@shotbench/tracker';

import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import { drawPanel } from './panel.ts';
import { attachProbe, type Probe } from './probe.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';

const probes = new WeakMap<HTMLElement, Probe>();

/** A small multiple for each dataset and the average, under one legend. */
export function renderCurves(
  containers: { readonly legend: HTMLElement; readonly panels: HTMLElement; readonly note: HTMLElement },
  panels: readonly Panel[],
  styles: SeriesStyles,
): void {
  containers.legend.replaceChildren(...legendItems(panels, styles));
  containers.note.textContent = curvesNote(panels);
  // Kept by name, so that whoever reads a panel by mouse or keyboard is not thrown out by new numbers.
  select(containers.panels)
    .selectAll<HTMLElement, Panel>('figure')
    .data(panels, ({ name, averages }) => `${averages > 0} ${name}`)
    .join((enter) => enter.append(newFigure))
    .order()
    .each(function (panel) {
      const title = panel.averages > 0 ? `average of ${panel.averages} datasets` : panel.name;
      select(this)
        .classed('average', panel.averages > 0)
        .select('figcaption')
        .text(title);
      const svg = this.querySelector('svg') as SVGSVGElement;
      probes.get(this)?.update(title, drawPanel(svg, { title, lines: panel.lines }, styles));
    });
}

function newFigure(): HTMLElement {
  const plot = element('div', { class: 'plot' });
  plot.append(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
  const figure = element('figure', {}, element('figcaption'), plot);
  probes.set(figure, attachProbe(plot));
  return figure;
}

function legendItems(panels: readonly Panel[], styles: SeriesStyles): HTMLElement[] {
  const lines = new Map(
    panels.flatMap((panel) => panel.lines).map((line) => [JSON.stringify([line.method, line.protocol]), line]),
  );
  const protocols = new Set([...lines.values()].map(({ protocol }) => protocol));
  return [...lines.values()].map((line) =>
    element(
      'li',
      {},
      glyph(styles(line)),
      element('span', { class: 'method' }, line.method),
      ...(protocols.size > 1 ? [' ', element('span', { class: 'protocol' }, line.protocol)] : []),
    ),
  );
}

function curvesNote(panels: readonly Panel[]): string {
  const points = panels.flatMap(({ lines }) => lines.flatMap((line) => line.points));
  return [
    'Accuracy in percent over shots per class on a log scale; bands are 95% t-intervals over seeds.',
    ...(points.some(({ partial, mean }) => partial && mean !== null)
      ? ['Hollow marks: some of the planned runs have failed or are pending.']
      : []),
    ...(points.some(({ shots }) => shots === 0) ? ['Left of the axis break: without any shots.'] : []),
  ].join(' ');
}
