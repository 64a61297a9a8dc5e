import { select } from 'd3';

import type { Panel } from '@shotbench/tracker';
import { accuracyRange } from '@shotbench/tracker/accuracy-range';
import { findPanel } from '@shotbench/tracker/choose-lines';

import type { SeriesStyles } from '../../parts/series-styles.ts';
import { type PanelEvents, panelFigure, type PanelFigure } from './panel-figure.ts';
import type { Zoom } from './zoom.ts';

export interface PanelsShown {
  readonly styles: SeriesStyles;
  /** Name of the enlarged one. */
  readonly enlarged: string | undefined;
  readonly equalAxes: boolean;
  /** Of the enlarged one. */
  readonly zoom: Zoom | undefined;
}

const figures = new WeakMap<HTMLElement, PanelFigure>();

/** A small multiple for each dataset and the average, one of them enlarged. */
export function renderPanels(
  container: HTMLElement,
  panels: readonly Panel[],
  { styles, enlarged, equalAxes, zoom }: PanelsShown,
  events: PanelEvents,
): void {
  const large = enlarged === undefined ? undefined : findPanel(panels, enlarged);
  const range = equalAxes ? accuracyRange(panels.flatMap(({ lines, printed }) => [...lines, ...printed])) : undefined;
  // Kept by name, so that whoever reads a panel by mouse or keyboard is not thrown out by new numbers.
  select(container)
    .selectAll<HTMLElement, Panel>('figure')
    .data(panels, ({ name, averages }) => `${averages > 0} ${name}`)
    .join((enter) =>
      enter.append(() => {
        const figure = panelFigure(events);
        figures.set(figure.node, figure);
        return figure.node;
      }),
    )
    .order()
    .each(function (panel) {
      figures.get(this)?.update(panel, { styles, isLarge: panel === large, range, zoom });
    });
}
