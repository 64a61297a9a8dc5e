import type { Trial } from '@shotbench/tracker';

import { element } from '../../parts/dom.ts';
import { ACCURACY, type Axis, valueText } from '@shotbench/tracker/trial-axes';
import type { SearchAddress } from './search-address.ts';

export interface TrialsListData {
  readonly axes: readonly Axis[];
  readonly trials: readonly Trial[];
  /** Places of the trials to list, sorted. */
  readonly order: readonly number[];
  readonly sort: SearchAddress['sort'];
  /** What the run of a trial is called, with a link to it; undefined where there is one run only. */
  readonly runOf: ((trial: Trial) => { readonly text: string; readonly href: string }) | undefined;
}

export interface TrialsListOptions {
  readonly onSort: (sort: SearchAddress['sort']) => void;
  /** Called with the place of the trial that is pointed at or has the focus, or without. */
  readonly onPoint: (trial: number | undefined) => void;
}

/** Of a row, in pixels, as the style sheet has it. */
const ROW_HEIGHT = 28;
/** Longer lists have only those rows in the document that are in view, and so many around them. */
const [MOST_ROWS, AROUND] = [300, 20];

/** All trials that are chosen, in a region that scrolls. Rows are reached by the arrow keys. */
export class TrialsList {
  readonly #region: HTMLElement;
  readonly #options: TrialsListOptions;
  readonly #body = element('tbody');
  readonly #head = element('thead');
  #data: TrialsListData | undefined;
  /** The row that the keyboard is at, as a place in the order. */
  #current = 0;
  #drawn = '';
  /** Where the pointer was last. */
  #pointer = '';

  constructor(region: HTMLElement, options: TrialsListOptions) {
    this.#region = region;
    this.#options = options;
    region.append(element('table', {}, this.#head, this.#body));
    region.addEventListener('scroll', () => this.#drawRows());
    this.#body.addEventListener('keydown', (event) => this.#press(event));
  }

  show(data: TrialsListData): void {
    const trial = this.#data?.order[this.#current];
    this.#data = data;
    this.#current = Math.max(0, trial === undefined ? 0 : data.order.indexOf(trial));
    this.#drawHead();
    this.#drawn = '';
    this.#drawRows();
  }

  /** Marks the row of a trial, where it is in view, or none. */
  highlight(trial: number | undefined): void {
    for (const row of this.#body.querySelectorAll('tr')) {
      row.classList.toggle('hot', trial !== undefined && row.dataset['trial'] === String(trial));
    }
  }

  #drawHead(): void {
    const { axes, sort, runOf } = this.#data!;
    const focused = this.#head.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset['column']
      : undefined;
    const heading = (column: string, text: string) => {
      const button = element('button', { type: 'button', 'data-column': column }, text);
      button.addEventListener('click', () => {
        // Accuracies are looked at from the best one on.
        const descending = sort.column === column ? !sort.descending : column === ACCURACY;
        this.#options.onSort({ column, descending });
      });
      const order = sort.column === column ? (sort.descending ? 'descending' : 'ascending') : undefined;
      return element('th', { scope: 'col', 'aria-sort': order }, button);
    };
    const headings = [
      heading('trial', 'trial'),
      ...(runOf ? [element('th', { scope: 'col' }, 'run')] : []),
      ...axes.map(({ id, title }) => heading(id, title)),
      element('th', { scope: 'col' }, ''),
    ];
    headings.at(-1)!.append(element('span', { class: 'unseen' }, 'remark'));
    this.#head.replaceChildren(element('tr', {}, ...headings));
    if (focused !== undefined) {
      [...this.#head.querySelectorAll<HTMLElement>('button')]
        .find(({ dataset }) => dataset['column'] === focused)
        ?.focus();
    }
  }

  #drawRows(): void {
    const { order } = this.#data!;
    const [first, last] = this.#span();
    const state = `${first} ${last}`;
    if (state === this.#drawn) return;
    this.#drawn = state;
    const active = this.#body.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).closest('tr')
      : null;
    const rows = order.slice(first, last).map((trial, i) => this.#row(trial, first + i));
    this.#region.querySelector('table')!.setAttribute('aria-rowcount', String(order.length + 1));
    this.#body.replaceChildren(spacer(first), ...rows, spacer(order.length - last));
    if (active)
      rows.find(({ dataset }) => dataset['trial'] === active.dataset['trial'])?.focus({ preventScroll: true });
  }

  /** The rows that are to be in the document. */
  #span(): [number, number] {
    const count = this.#data!.order.length;
    if (count <= MOST_ROWS) return [0, count];
    const top = Math.floor(this.#region.scrollTop / ROW_HEIGHT);
    const inView = Math.ceil(this.#region.clientHeight / ROW_HEIGHT);
    // In steps, so that not each pixel draws anew.
    const first = Math.max(0, Math.floor((top - AROUND) / AROUND) * AROUND);
    return [first, Math.min(count, first + inView + 3 * AROUND)];
  }

  #row(place: number, position: number): HTMLTableRowElement {
    const { axes, trials, runOf } = this.#data!;
    const trial = trials[place]!;
    const run = runOf?.(trial);
    const remark = trial.chosen ? 'chosen' : trial.diverged === null ? '' : `diverged: ${trial.diverged}`;
    const kind = trial.chosen ? 'chosen' : trial.diverged === null ? undefined : 'diverged';
    const row = element(
      'tr',
      {
        ...{ class: kind, 'data-trial': String(place), 'aria-rowindex': String(position + 2) },
        tabindex: position === this.#current ? '0' : '-1',
      },
      element('th', { scope: 'row' }, String(trial.number)),
      ...(run ? [element('td', { class: 'run' }, element('a', { href: run.href, tabindex: '-1' }, run.text))] : []),
      ...axes.map((axis) => element('td', { class: axis.kind }, valueText(axis, axis.valueOf(trial)))),
      element('td', { class: 'remark', title: remark }, remark),
    );
    row.addEventListener('pointermove', (event) => {
      // A row that comes under a pointer at rest, because the list was scrolled by keys, is not pointed at.
      const at = `${event.clientX} ${event.clientY}`;
      if (at !== this.#pointer) this.#options.onPoint(place);
      this.#pointer = at;
    });
    row.addEventListener('pointerleave', () => this.#options.onPoint(undefined));
    row.addEventListener('focus', () => {
      for (const other of this.#body.querySelectorAll('tr')) other.tabIndex = other === row ? 0 : -1;
      this.#current = position;
      this.#options.onPoint(place);
    });
    row.addEventListener('blur', () => this.#options.onPoint(undefined));
    return row;
  }

  #press(event: KeyboardEvent): void {
    const last = this.#data!.order.length - 1;
    const page = Math.max(1, Math.floor(this.#region.clientHeight / ROW_HEIGHT) - 2);
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page },
      ...{ Home: -Infinity, End: Infinity },
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#current = Math.max(0, Math.min(this.#current + step, last));
    const top = this.#current * ROW_HEIGHT;
    const height = this.#region.clientHeight - 2 * ROW_HEIGHT;
    if (top < this.#region.scrollTop) this.#region.scrollTop = top;
    else if (top > this.#region.scrollTop + height) this.#region.scrollTop = top - height;
    this.#drawRows();
    const trial = String(this.#data!.order[this.#current]);
    [...this.#body.querySelectorAll('tr')]
      .find(({ dataset }) => dataset['trial'] === trial)
      ?.focus({ preventScroll: true });
  }
}

/** Takes the place of rows that are not in the document. */
function spacer(rows: number): HTMLElement {
  const row = element('tr', { 'aria-hidden': 'true', class: 'spacer' });
  row.style.height = `${rows * ROW_HEIGHT}px`;
  row.hidden = rows === 0;
  return row;
}
