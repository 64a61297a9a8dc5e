import type { Contender } from '@shotbench/tracker';

import type { MethodsCompared } from '../../../../src/views/compare/methods-compared.ts';
import { element } from '../../../parts/dom.ts';
import { glyph } from '../../../parts/glyph.ts';
import type { SeriesStyles } from '../../../parts/series-styles.ts';
import type { Parameters, ViewContext } from '../../../shell/view.ts';

const SIDES = ['a', 'b'] as const;

/** Two lists to choose the methods from, and a link that swaps them. */
export function openContenders(
  form: HTMLElement,
  context: ViewContext,
): (data: MethodsCompared, parameters: Parameters, styles: SeriesStyles) => void {
  const sides = SIDES.map((side) => {
    const select = element('select', { name: side });
    const mark = element('span', { class: 'mark-of' });
    select.addEventListener('change', () => {
      const { method, protocol } = JSON.parse(select.value) as Contender;
      context.change({ [side]: method, [`${side}Protocol`]: protocol }, true);
    });
    const label = element(
      'label',
      { class: `side-${side}` },
      element('span', { class: 'tag' }, side.toUpperCase()),
      mark,
      select,
    );
    return { select, mark, label };
  });
  const swap = element('a', {}, 'Swap A and B');
  form.append(...sides.map(({ label }) => label), swap);
  form.addEventListener('submit', (event) => event.preventDefault());

  return ({ methods, a, b }, parameters, styles) => {
    form.hidden = a === null || b === null;
    if (a === null || b === null) return;
    [a, b].forEach((chosen, i) => {
      const { select, mark } = sides[i]!;
      // One that has nothing here is still what was chosen.
      const all = methods.some((one) => isSame(one, chosen)) ? methods : [chosen, ...methods];
      const state = JSON.stringify(all);
      if (select.dataset['state'] !== state) {
        select.dataset['state'] = state;
        select.replaceChildren(
          ...all.map((one) => element('option', { value: valueOf(one) }, `${one.method} · ${one.protocol}`)),
        );
      }
      select.value = valueOf(chosen);
      mark.replaceChildren(glyph(styles(chosen)));
    });
    swap.setAttribute(
      'href',
      context.href('compare', {
        ...parameters,
        ...{ a: b.method, aProtocol: b.protocol, b: a.method, bProtocol: a.protocol },
      }),
    );
  };
}

function isSame(one: Contender, other: Contender): boolean {
  return one.method === other.method && one.protocol === other.protocol;
}

function valueOf({ method, protocol }: Contender): string {
  return JSON.stringify({ method, protocol });
}
