import type { LiveList } from '../../../src/views/live/live-runs.ts';
import { element } from '../../parts/dom.ts';
import { newRunTable, renderRuns, type RunColumn, setText } from './run-table.ts';

export interface ListOptions {
  readonly title: string;
  readonly columns: readonly RunColumn[];
  /** In place of an empty list; where it is absent, the section is hidden. */
  readonly empty?: () => string;
}

export interface LiveListSection {
  readonly section: HTMLElement;
  /** Shows a list, with a link to more of it, and one to all of it in the list of runs; empty where there is none. */
  show(list: LiveList, links: { readonly more: string; readonly all: string }): void;
}

/** A section with a list of runs under a heading. */
export function newLiveList({ title, columns, empty }: ListOptions): LiveListSection {
  const heading = element('h3', {}, title, ' ', element('span', { class: 'count' }));
  const table = newRunTable(title, columns);
  // Its own to scroll, where names are long.
  const region = element('div', { class: 'rows', role: 'region', 'aria-label': title, tabindex: '0' }, table);
  const nothing = element('p', { class: 'note' });
  const [more, all] = [element('a', {}, 'Show more'), element('a', {}, 'All of them, to be sorted and searched')];
  const links = element('p', { class: 'note more' }, more, all);
  const section = element('section', { class: 'live-list' }, heading, region, nothing, links);
  return {
    section,
    show: ({ runs, total }, { more: moreHref, all: allHref }) => {
      section.hidden = total === 0 && empty === undefined;
      setText(heading.querySelector('.count')!, countText(runs.length, total));
      region.hidden = total === 0;
      nothing.hidden = total > 0;
      setText(nothing, empty?.() ?? '');
      links.hidden = runs.length >= total;
      [more.href, all.href] = [moreHref, allHref];
      [more.hidden, all.hidden] = [moreHref === '', allHref === ''];
      renderRuns(table, columns, runs);
    },
  };
}

function countText(shown: number, total: number): string {
  return shown < total ? `${shown} of ${total.toLocaleString('en')}` : total.toLocaleString('en');
}
