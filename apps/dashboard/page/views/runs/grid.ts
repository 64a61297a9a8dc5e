import type { SortColumn } from '../../../src/shared/run-list/run-query.ts';
import { element } from '../../parts/dom.ts';
import type { Column, ListRow } from './columns.ts';
import { fillRow, newRow } from './grid-row.ts';
import { renderHead } from './grid-head.ts';
import { stepOf } from './grid-keys.ts';

/** Of each row, the head's included, in CSS pixels; runs.css has it too. */
export const ROW_HEIGHT = 32;

/** Rows that are drawn beyond each edge, so that short scrolls find them there. */
const MARGIN = 8;

export interface GridContent {
  readonly columns: readonly Column[];
  readonly count: number;
  /** Undefined while it is on its way. */
  readonly row: (place: number) => ListRow | undefined;
  readonly sort: SortColumn | undefined;
  readonly descending: boolean;
  /** Keys of the runs that are chosen to be compared. */
  readonly chosen: readonly string[];
}

export interface GridOptions {
  readonly onSort: (column: SortColumn) => void;
  readonly onChoose: (key: string) => void;
  readonly onOpen: (key: string) => void;
  readonly hrefOfRun: (key: string) => string;
}

/**
 * A list of any length in a region that scrolls: there are elements for the rows in sight only. By keyboard one row is the current one, which
 * the arrows, PageUp, PageDown, Home and End move; Enter opens it and the space bar chooses it.
 */
export class Grid {
  readonly element = element('div', { id: 'run-list', role: 'grid', 'aria-label': 'Runs', tabindex: '0' });
  readonly #head = element('div', { class: 'head', role: 'row', 'aria-rowindex': '1' });
  readonly #body = element('div', { class: 'body', role: 'rowgroup' });
  readonly #rows = new Map<number, HTMLElement>();
  readonly #options: GridOptions;
  #content: GridContent | undefined;
  #current = 0;
  #isDue = false;

  constructor(options: GridOptions) {
    this.#options = options;
    this.element.append(element('div', { class: 'head-group', role: 'rowgroup' }, this.#head), this.#body);
    this.element.addEventListener('scroll', () => this.#drawSoon());
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('click', (event) => this.#onClick(event));
    new ResizeObserver(() => this.#drawSoon()).observe(this.element);
  }

  /** Draws other content; the place that is scrolled to stays. */
  show(content: GridContent): void {
    this.#content = content;
    const { columns, count } = content;
    this.#current = Math.max(0, Math.min(this.#current, count - 1));
    const widths = columns.map(({ width, isNumber }) => (isNumber ? `${width}px` : `minmax(${width}px, ${width}fr)`));
    this.element.style.setProperty('--columns', `32px ${widths.join(' ')}`);
    this.element.style.setProperty('--width', `${columns.reduce((sum, { width }) => sum + width, 32)}px`);
    this.#body.style.height = `${count * ROW_HEIGHT}px`;
    this.element.setAttribute('aria-rowcount', String(count + 1));
    this.element.setAttribute('aria-colcount', String(columns.length + 1));
    renderHead(this.#head, content, this.#options.onSort);
    this.#draw();
  }

  /** Goes back to the first row. */
  toTop(): void {
    this.#current = 0;
    this.element.scrollTop = 0;
  }

  #drawSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw(): void {
    const content = this.#content;
    if (content === undefined) return;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - MARGIN);
    const end = Math.min(content.count, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + MARGIN);
    for (const [place, row] of this.#rows) {
      if (place >= first && place < end) continue;
      row.remove();
      this.#rows.delete(place);
    }
    for (let place = first; place < end; place++) this.#drawRow(content, place);
    const isInSight = this.#rows.has(this.#current);
    if (isInSight) this.element.setAttribute('aria-activedescendant', `run-${this.#current}`);
    else this.element.removeAttribute('aria-activedescendant');
  }

  #drawRow(content: GridContent, place: number): void {
    let row = this.#rows.get(place);
    if (row === undefined) {
      row = newRow(place, ROW_HEIGHT);
      this.#rows.set(place, row);
      this.#body.append(row);
    }
    row.classList.toggle('current', place === this.#current);
    fillRow(
      row,
      { columns: content.columns, row: content.row(place), chosen: content.chosen },
      this.#options.hrefOfRun,
    );
  }

  #onKey(event: KeyboardEvent): void {
    const content = this.#content;
    // Keys in the head are its own buttons'.
    if (!content || content.count === 0 || (event.target as Element).closest('.head')) return;
    const key = content.row(this.#current)?.run.key;
    if (key !== undefined && event.key === 'Enter') this.#options.onOpen(key);
    else if (key !== undefined && event.key === ' ') this.#options.onChoose(key);
    else {
      const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 2);
      const next = stepOf(event, { current: this.#current, count: content.count, page });
      if (next === undefined) return;
      this.#goTo(next);
    }
    event.preventDefault();
  }

  #goTo(place: number): void {
    this.#current = place;
    const top = place * ROW_HEIGHT;
    // The head covers one row's height.
    const room = this.element.clientHeight - 2 * ROW_HEIGHT;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top > this.element.scrollTop + room) this.element.scrollTop = top - room;
    this.#draw();
  }

  #onClick({ target }: MouseEvent): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('.body > [role=row]') : null;
    if (!row) return;
    this.#current = Number(row.getAttribute('aria-rowindex')) - 2;
    const key = row.dataset.key;
    if (target instanceof HTMLInputElement && key !== undefined) this.#options.onChoose(key);
    this.#draw();
  }
}
