import type { Panel } from '@shotbench/tracker';

import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';

/** What a paper's lines are. They come and go with the methods that are chosen. */
export function renderPrintedLegend(list: HTMLElement, panels: readonly Panel[], styles: SeriesStyles): void {
  const lines = new Map(panels.flatMap(({ printed }) => printed).map((line) => [line.name, line]));
  const items = [...lines.values()].map(({ name, method }) =>
    element(
      'li',
      { 'data-method': method },
      glyph(styles({ method, protocol: 'fixed' }), 'printed'),
      element('span', {}, name),
    ),
  );
  list.replaceChildren(...(items.length === 0 ? [] : [element('li', { class: 'heading' }, 'printed:'), ...items]));
  list.hidden = items.length === 0;
}
