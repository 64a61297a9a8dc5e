import { select } from 'd3';

import { FILTERS, type RunQuery } from '../../../src/shared/run-list/run-query.ts';
import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import type { Parameters } from '../../shell/view.ts';
import type { Selection } from './row-source.ts';

export interface CountsContent {
  readonly query: RunQuery;
  readonly selection: Selection;
  readonly parameters: Parameters;
  /** A link to the list with these parameters. */
  readonly href: (parameters: Parameters) => string;
}

/** Adds how many runs there are, by state, to an element; returns what keeps that up to date. */
export function addCounts(container: HTMLElement): (content: CountsContent) => void {
  const summary = element('strong', { role: 'status' });
  const states = element('ul', { 'aria-label': 'By state' });
  const all = element('a', { class: 'all' }, 'show all');
  const retry = element(
    'span',
    { class: 'retry' },
    '',
    element('code', {}, 'shotbench retry --failed'),
    ' runs failed ones again',
  );
  container.append(summary, states, all, retry);
  return ({ query, selection: { total, matching, facets }, parameters, href }) => {
    const isNarrowed = query.find !== undefined || FILTERS.some((name) => query.filters[name] !== undefined);
    summary.textContent = isNarrowed
      ? `${matching === 0 ? 'none' : matching.toLocaleString('en')} of ${total.toLocaleString('en')} runs`
      : total === 1
        ? counted(total, 'run')
        : `${total.toLocaleString('en')} runs`;
    select(states)
      .selectAll<HTMLLIElement, { value: string; count: number }>('li')
      .data(facets.state.values, ({ value }) => value)
      .join((enter) => enter.append(() => element('li', {}, element('a'))))
      .order()
      .each(function ({ value, count }) {
        const link = this.querySelector('a')!;
        const isChosen = query.filters.state === value;
        link.className = value;
        link.textContent = `${count.toLocaleString('en')} ${value}`;
        link.href = href({ ...parameters, state: isChosen ? '' : value });
        if (isChosen) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      });
    all.hidden = !isNarrowed;
    all.href = href(withoutFilters(parameters));
    retry.hidden = !facets.state.values.some(({ value, count }) => value === 'failed' && count > 0);
  };
}

/** All of an address but what narrows the list. */
function withoutFilters(parameters: Parameters): Parameters {
  const narrowing: readonly string[] = [...FILTERS, 'find'];
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !narrowing.includes(name)));
}
