import type { ResultsIndex } from '../../src/views/index/index-api.ts';
import { element } from '../parts/dom.ts';

const STATES = ['done', 'running', 'queued', 'interrupted', 'stale', 'failed', 'invalid'] as const;
/** Shown only where there are some. */
const UNUSUAL: ReadonlySet<string> = new Set(['interrupted', 'stale', 'invalid']);

/** One line of counts over a bar of the same parts. */
export function renderProgress(container: HTMLElement, counts: ResultsIndex['counts']): void {
  const shown = STATES.filter((state) => !UNUSUAL.has(state) || counts[state] > 0);
  const items = shown.map((state) =>
    element(
      'li',
      { class: counts[state] > 0 ? state : 'none', 'data-state': state },
      element('strong', {}, counts[state].toLocaleString('en')),
      ` ${state}`,
    ),
  );
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' });
  for (const state of shown) {
    const part = element('span', { class: state });
    // Through the object model and not as an attribute, which the Content-Security-Policy refuses.
    part.style.flexGrow = String(counts[state]);
    bar.append(part);
  }
  container.replaceChildren(element('ul', {}, ...items), bar);
}
