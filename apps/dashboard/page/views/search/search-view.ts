import type { SearchView, ShownSearch } from '../../../src/views/search/search-api.ts';
import { element } from '../../parts/dom.ts';
import { renderDownloads } from '../../parts/downloads.ts';
import type { Parameters, Shown, View, ViewContext } from '../../shell/view.ts';
import { RunList } from './run-list.ts';
import { emptySearch } from './empty-search.ts';
import { TrialsSection } from './trials-section.ts';

/** Parameters that the API is asked with, as the address has them. */
const ASKED = ['method', 'dataset', 'backbone', 'shots', 'seed', 'run', 'pool'] as const;

/** Hyper-parameter searches: the trials of a run over parallel axes, with the table beneath. */
export const searchView: View<SearchView> = {
  name: 'search',
  title: 'Search',
  request: (parameters, index) => {
    if (index.counts.done === 0) return undefined;
    const given = ASKED.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]] as const]));
    return Object.fromEntries(given);
  },
  open: (root, context) => {
    const empty = element('section', { class: 'search-empty' });
    const list = element('section', {}, element('h2', {}, 'Hyper-parameter searches'));
    const trials = element('section');
    root.append(empty, list, trials);
    const runs = new RunList(list);
    const section = new TrialsSection(trials, context);
    return {
      show: (data, shown) => showSearch({ empty, list, trials, runs, section }, data, { shown, context }),
      close: () => section.close(),
    };
  },
};

interface Parts {
  readonly empty: HTMLElement;
  readonly list: HTMLElement;
  readonly trials: HTMLElement;
  readonly runs: RunList;
  readonly section: TrialsSection;
}

function showSearch(
  { empty, list, trials, runs, section }: Parts,
  data: SearchView,
  { shown, context }: { readonly shown: Shown; readonly context: ViewContext },
): void {
  const { total, shown: search } = data;
  const { parameters, request } = shown;
  empty.hidden = total > 0;
  if (total === 0) empty.replaceChildren(...emptySearch());
  list.hidden = total === 0;
  trials.hidden = search === null;
  const href = (own: Parameters) => context.href('search', own);
  runs.show(data, { parameters, href, change: (changes) => context.change(changes) });
  if (search)
    section.show(search, { parameters, downloads: (place) => showDownloads(place, { search, request, context }) });
}

function showDownloads(
  place: HTMLElement,
  { request, context }: { readonly search: ShownSearch; readonly request: Parameters; readonly context: ViewContext },
): void {
  renderDownloads(place, context.data, {
    view: 'search',
    extensions: ['csv', 'json', 'md', 'tex', 'svg'],
    parameters: request,
  });
}
