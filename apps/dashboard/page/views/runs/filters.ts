import { FILTERS, type FilterColumn, type RunQuery } from '../../../src/shared/run-list/run-query.ts';
import type { Facet, Facets } from '../../../src/shared/run-list/run-selector.ts';
import { element } from '../../parts/dom.ts';

type Change = (changes: Readonly<Record<string, string | undefined>>) => void;

const LABELS: Readonly<Record<FilterColumn, string>> = {
  state: 'State',
  method: 'Method',
  dataset: 'Dataset',
  shots: 'Shots',
  seed: 'Seed',
  protocol: 'Protocol',
  backbone: 'Backbone',
  evaluation: 'Evaluation',
  plannedBy: 'Planned by',
  errorCode: 'Error',
};

/** After the last key, so that a word is looked for once and not letter by letter. */
const PAUSE_MILLISECONDS = 200;

/** Adds a menu for each filter and a field for words to a form; returns what keeps them up to date. */
export function addFilters(form: HTMLFormElement, change: Change): (query: RunQuery, facets: Facets) => void {
  const find = element('input', { type: 'search', name: 'find', placeholder: 'method, dataset, key …' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => change({ find: find.value.trim() });
  find.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MILLISECONDS);
  });
  const menus = FILTERS.map((name) => {
    const menu = element('select', { name });
    menu.addEventListener('change', () => change({ [name]: menu.value }));
    return { name, menu, label: element('label', {}, element('span', {}, LABELS[name]), menu) };
  });
  form.append(
    element('label', { class: 'find' }, element('span', {}, 'Find'), find),
    ...menus.map(({ label }) => label),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });
  return (query, facets) => {
    // Not while it is being typed into.
    if (document.activeElement !== find) find.value = query.find ?? '';
    for (const { name, menu, label } of menus) {
      const { [name]: facet } = facets;
      renderMenu(menu, facet, query.filters[name] ?? '');
      // Nothing to choose from.
      label.hidden = facet.values.length === 0 && query.filters[name] === undefined;
    }
  };
}

function renderMenu(menu: HTMLSelectElement, { values, more }: Facet, chosen: string): void {
  const state = JSON.stringify([values, more]);
  if (menu.dataset.options !== state) {
    menu.dataset.options = state;
    const options = values.map(({ value, count }) =>
      element('option', { value }, `${value} (${count.toLocaleString('en')})`),
    );
    const rest = element('option', { disabled: '' }, `… ${more.toLocaleString('en')} more: use Find`);
    menu.replaceChildren(element('option', { value: '' }, 'all'), ...options, ...(more > 0 ? [rest] : []));
  }
  menu.value = chosen;
  menu.classList.toggle('chosen', chosen !== '');
}
