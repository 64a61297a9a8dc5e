import { select } from 'd3';

import type { LinkedComparison } from '../../../../src/views/compare/methods-compared.ts';
import { element } from '../../../parts/dom.ts';
import { counted } from '../../../parts/numbers.ts';
import type { ViewContext } from '../../../shell/view.ts';
import { comparisonTable } from './comparison-table.ts';
import { drawDotPlot } from './dot-plot.ts';

/** A plot and a table for each comparison, kept by place; plots follow the width of the page. */
export function renderComparisons(container: HTMLElement, context: ViewContext) {
  let shown: readonly LinkedComparison[] = [];
  const draw = (): void => {
    select(container)
      .selectAll<SVGSVGElement, LinkedComparison>('.dot-plot svg')
      .each(function () {
        const block = this.closest<HTMLElement>('.comparison');
        const comparison = shown.find((one) => keyOf(one) === block?.dataset['place']);
        if (comparison) drawDotPlot(this, comparison, container.clientWidth);
      });
  };
  const observer = new ResizeObserver(() => draw());
  observer.observe(container);
  return {
    show: (comparisons: readonly LinkedComparison[]): void => {
      shown = comparisons;
      select(container)
        .selectAll<HTMLElement, LinkedComparison>('.comparison')
        .data(comparisons, keyOf)
        .join((enter) => enter.append(newBlock))
        .order()
        .each(function (comparison) {
          this.dataset['place'] = keyOf(comparison);
          const { shots, backbone } = comparison;
          this.querySelector('h3')!.textContent = `${counted(shots, 'shot')} · ${backbone}`;
          const state = JSON.stringify(comparison);
          if (this.dataset['state'] === state) return;
          this.dataset['state'] = state;
          keepingFocus(this, () =>
            this.querySelector('.scroll')!.replaceChildren(comparisonTable(comparison, context)),
          );
          this.querySelector('.left-out')!.textContent = leftOut(comparison);
        });
      draw();
    },
    close: () => observer.disconnect(),
  };
}

function keyOf({ backbone, shots }: LinkedComparison): string {
  return JSON.stringify([backbone, shots]);
}

function newBlock(): HTMLElement {
  const plot = element('div', { class: 'dot-plot' });
  plot.append(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
  return element(
    'div',
    { class: 'comparison' },
    element('h3'),
    plot,
    element('div', { class: 'scroll', role: 'region', 'aria-label': 'Differences by dataset', tabindex: '0' }),
    element('p', { class: 'note left-out' }),
  );
}

/** New numbers must not throw the keyboard out of a link that is still there. */
function keepingFocus(root: HTMLElement, redraw: () => void): void {
  const focused = document.activeElement;
  const href = focused instanceof HTMLAnchorElement && root.contains(focused) ? focused.getAttribute('href') : null;
  redraw();
  if (href === null) return;
  [...root.querySelectorAll('a')].find((link) => link.getAttribute('href') === href)?.focus({ preventScroll: true });
}

function leftOut({ leftOut: datasets, datasets: compared }: LinkedComparison): string {
  const lonely = compared.filter(({ unpaired }) => unpaired > 0);
  return [
    ...(datasets.length === 0
      ? []
      : [`Left out: ${datasets.map(({ dataset, reason }) => `${dataset} (${reason})`).join(', ')}.`]),
    ...(lonely.length === 0
      ? []
      : [
          `Finished seeds without a partner: ${lonely.map(({ dataset, unpaired }) => `${unpaired} on ${dataset}`).join(', ')}.`,
        ]),
  ].join(' ');
}
