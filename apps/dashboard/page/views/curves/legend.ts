import { select } from 'd3';

import type { CurveMethod } from '../../../src/views/curves/method-list.ts';
import { element } from '../../parts/dom.ts';
import { glyph } from '../../parts/glyph.ts';
import type { SeriesStyles } from '../../parts/series-styles.ts';
import type { ChosenMethods } from './chosen-methods.ts';

export interface LegendEvents {
  /** Called with what the address has to say about methods. */
  readonly onChoose: (methods: string | undefined) => void;
  readonly onHighlight: (method: string | undefined) => void;
}

export interface LegendShown {
  readonly methods: readonly CurveMethod[];
  readonly chosen: ChosenMethods;
  readonly styles: SeriesStyles;
}

/** A key for each method: a click shows or hides it, a double click or “only” isolates it, the pointer or focus sets it apart. */
export function renderLegend(list: HTMLElement, { methods, chosen, styles }: LegendShown, events: LegendEvents): void {
  const hasProtocols = new Set(methods.flatMap(({ protocols }) => protocols)).size > 1;
  select(list)
    .selectAll<HTMLLIElement, CurveMethod>('li')
    .data(methods, ({ method }) => method)
    .join((enter) => enter.append(newItem))
    .order()
    .each(function ({ method, protocols }) {
      const [key, only] = this.querySelectorAll('button') as unknown as [HTMLButtonElement, HTMLButtonElement];
      const isShown = chosen.has(method);
      const isOnly = isShown && chosen.names.length === 1 && chosen.isAsked;
      this.dataset.method = method;
      this.classList.toggle('off', !isShown);
      key.setAttribute('aria-pressed', String(isShown));
      key.replaceChildren(
        ...protocols.flatMap((protocol, i) => [
          glyph(styles({ method, protocol })),
          ...(i === 0 ? [element('span', { class: 'method' }, method)] : []),
          ...(hasProtocols ? [element('span', { class: 'protocol' }, protocol)] : []),
        ]),
      );
      only.textContent = isOnly ? 'all' : 'only';
      only.setAttribute('aria-label', isOnly ? 'Show the others too' : `Show only ${method}`);
      const isolate = (): void => events.onChoose(isOnly ? undefined : chosen.only(method));
      // The second click of a double click is none of its own.
      key.onclick = (event) => {
        if (event.detail < 2) events.onChoose(isShown ? chosen.without(method) : chosen.with(method));
      };
      key.ondblclick = isolate;
      only.onclick = isolate;
      this.onpointerenter = () => events.onHighlight(method);
      this.onpointerleave = () => events.onHighlight(undefined);
      key.onfocus = () => key.matches(':focus-visible') && events.onHighlight(method);
      key.onblur = () => events.onHighlight(undefined);
    });
}

function newItem(): HTMLLIElement {
  return element(
    'li',
    {},
    element('button', { type: 'button', class: 'key' }),
    element('button', { type: 'button', class: 'link only' }),
  );
}
