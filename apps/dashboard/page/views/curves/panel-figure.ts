import type { Panel } from '@shotbench/tracker';

import { element } from '../../parts/dom.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';
import { attachBrush, type PanelBrush } from './brush.ts';
import { columnsOf } from './columns.ts';
import { largeFrame, SMALL } from './frame.ts';
import { drawPanel, panelTitle } from './panel.ts';
import { attachProbe } from './probe.ts';
import type { Zoom } from './zoom.ts';
import { type ZoomControls, zoomControls } from './zoom-controls.ts';

/** One small multiple, which can be enlarged. */
export interface PanelFigure {
  readonly node: HTMLElement;
  update(panel: Panel, shown: PanelShown): void;
}

export interface PanelShown {
  readonly styles: SeriesStyles;
  readonly isLarge: boolean;
  readonly range: readonly [number, number] | undefined;
  readonly zoom: Zoom | undefined;
}

export interface PanelEvents {
  readonly onNear: (method: string | undefined) => void;
  /** Called with the panel's name to enlarge it, with undefined to put it back. */
  readonly onEnlarge: (panel: string | undefined) => void;
  readonly onZoom: (zoom: Zoom | undefined) => void;
}

export function panelFigure({ onNear, onEnlarge, onZoom }: PanelEvents): PanelFigure {
  const plot = element('div', { class: 'plot' });
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  plot.append(svg);
  const title = element('button', { type: 'button', class: 'enlarge' });
  const node = element('figure', {}, element('figcaption', {}, title), plot);
  let name = '';
  let isLarge = false;
  let large: { readonly brush: PanelBrush; readonly controls: ZoomControls } | undefined;

  const probe = attachProbe(plot, {
    onNear,
    // An enlarged panel is for drawing rectangles; its title and Escape put it back.
    onChoose: () => isLarge || onEnlarge(name),
  });
  title.addEventListener('click', () => onEnlarge(isLarge ? undefined : name));
  plot.addEventListener('dblclick', () => isLarge && onZoom(undefined));

  const enlarge = (): void => {
    large = { brush: attachBrush(probe.slider, onZoom), controls: zoomControls(onZoom) };
    node.append(large.controls.form);
  };
  const reduce = (): void => {
    large?.brush.remove();
    large?.controls.form.remove();
    large = undefined;
  };

  return {
    node,
    update: (panel, { styles, isLarge: wanted, range, zoom: asked }) => {
      name = panel.name;
      isLarge = wanted;
      node.classList.toggle('average', panel.averages > 0);
      node.classList.toggle('large', isLarge);
      title.textContent = panelTitle(panel);
      title.title = isLarge ? 'Back to all panels (Escape)' : 'Enlarge';
      title.setAttribute('aria-expanded', String(isLarge));
      if (isLarge && !large) enlarge();
      if (!isLarge && large) reduce();
      const zoom = isLarge ? asked : undefined;
      // Measured only now, as it depends on the class.
      const frame = isLarge ? largeFrame(plot.clientWidth) : SMALL;
      const scales = drawPanel(svg, panel, { frame, styles, range, zoom });
      probe.update(panelTitle(panel), columnsOf(panel, scales, styles), scales);
      if (!large) return;
      large.brush.update(scales);
      const shots = [...panel.lines, ...panel.printed].flatMap(({ points }) => points.map((point) => point.shots));
      large.controls.update(
        scales,
        [...new Set(shots)].sort((a, b) => a - b),
        zoom !== undefined,
      );
    },
  };
}
