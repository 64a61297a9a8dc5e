import { element } from '../../parts/dom.ts';
import { type Axis, valueText } from '@shotbench/tracker/trial-axes';
import type { Brush, Brushes } from './search-address.ts';

export interface AxisTableOptions {
  readonly axes: readonly Axis[];
  /** Those that are shown, in their order. */
  readonly shown: readonly Axis[];
  readonly brushes: Brushes;
  readonly onBrush: (id: string, brush: Brush | undefined) => void;
  /** Called with the ids of the axes that are to be shown. */
  readonly onAxes: (ids: readonly string[]) => void;
}

/** A line for each axis: whether and where it is shown, how much it matters, and its brush in fields for the keyboard. */
export class AxisTable {
  readonly #region: HTMLElement;
  #options!: AxisTableOptions;
  #built = '';
  /** What brings the fields of the lines up to date. */
  #updates: (() => void)[] = [];

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  show(options: AxisTableOptions): void {
    this.#options = options;
    const state = JSON.stringify([options.axes, options.shown.map(({ id }) => id)]);
    // Anew only where other lines are to be seen: someone may be on the way from one field to the next.
    if (state !== this.#built) this.#build();
    this.#built = state;
    for (const update of this.#updates) update();
  }

  #build(): void {
    const { axes, shown } = this.#options;
    const focused = this.#region.contains(document.activeElement) ? focusOf(document.activeElement) : undefined;
    const hidden = axes.filter((axis) => !shown.includes(axis));
    const headings = ['shown', 'axis', 'importance', 'choose', 'move'];
    this.#updates = [];
    this.#region.replaceChildren(
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...headings.map((text) => element('th', { scope: 'col' }, text)))),
        element('tbody', {}, ...[...shown, ...hidden].map((axis) => this.#line(axis))),
      ),
    );
    const again = [...this.#region.querySelectorAll<HTMLElement>('[data-focus]')];
    again.find((one) => focusOf(one) === focused)?.focus();
  }

  #line(axis: Axis): HTMLElement {
    return element(
      'tr',
      { 'data-axis': axis.id },
      element('td', {}, this.#showBox(axis)),
      element('th', { scope: 'row' }, axis.title),
      element('td', { class: 'importance' }, ...importanceOf(axis)),
      element(
        'td',
        {},
        ...(axis.kind === 'number' ? this.#endFields(axis) : this.#valueBoxes(axis)),
        this.#clearKey(axis),
      ),
      element('td', {}, ...this.#moveKeys(axis)),
    );
  }

  #shownIds(): string[] {
    return this.#options.shown.map(({ id }) => id);
  }

  #showBox({ id, title }: Axis): HTMLElement {
    const box = element('input', {
      type: 'checkbox',
      'data-focus': `show ${id}`,
      'aria-label': `Show the axis ${title}`,
    });
    const ids = this.#shownIds();
    box.checked = ids.includes(id);
    // The last one has to stay, for there would be nothing to see.
    box.disabled = box.checked && ids.length === 1;
    box.addEventListener('change', () => {
      this.#options.onAxes(box.checked ? [...ids, id] : ids.filter((one) => one !== id));
    });
    return box;
  }

  #endFields(axis: Axis): Node[] {
    const { id, title, values } = axis;
    const fields = (['from', 'to'] as const).map((name, end) =>
      element('input', {
        ...{ type: 'number', step: 'any', 'data-focus': `${name} ${id}`, 'aria-label': `${title} ${name}` },
        placeholder: valueText(axis, values[end === 0 ? 0 : values.length - 1] ?? null),
      }),
    );
    const read = ({ value, valueAsNumber }: HTMLInputElement) =>
      value === '' || Number.isNaN(valueAsNumber) ? null : valueAsNumber;
    for (const field of fields) {
      field.addEventListener('change', () => {
        const [least, most] = fields.map(read) as [number | null, number | null];
        this.#options.onBrush(id, least === null && most === null ? undefined : [least, most]);
      });
    }
    let known: string | undefined;
    this.#updates.push(() => {
      const ends = (this.#options.brushes.get(id) as readonly [number | null, number | null] | undefined) ?? [
        null,
        null,
      ];
      // What is typed stays until the brush is another one.
      if (known === String(ends)) return;
      known = String(ends);
      for (const [end, field] of fields.entries()) field.value = ends[end] === null ? '' : String(ends[end]);
    });
    return [fields[0]!, document.createTextNode(' to '), fields[1]!];
  }

  #valueBoxes({ id, values }: Axis): Node[] {
    const all = values.map(String);
    const chosen = () => (this.#options.brushes.get(id) as readonly string[] | undefined) ?? all;
    return all.map((value) => {
      const box = element('input', { type: 'checkbox', 'data-focus': `value ${id} ${value}` });
      box.addEventListener('change', () => {
        const now = all.filter((one) => (one === value ? box.checked : chosen().includes(one)));
        this.#options.onBrush(id, now.length === all.length ? undefined : now);
      });
      this.#updates.push(() => {
        box.checked = chosen().includes(value);
      });
      return element('label', { class: 'value' }, box, ' ', value);
    });
  }

  #clearKey({ id, title }: Axis): HTMLElement {
    const named = { 'data-focus': `clear ${id}`, 'aria-label': `Choose all of ${title}` };
    const key = element('button', { type: 'button', class: 'link', ...named }, 'all');
    key.addEventListener('click', () => this.#options.onBrush(id, undefined));
    this.#updates.push(() => {
      key.hidden = !this.#options.brushes.has(id);
    });
    return key;
  }

  #moveKeys({ id, title }: Axis): HTMLElement[] {
    const ids = this.#shownIds();
    const place = ids.indexOf(id);
    return [['←', 'left', -1] as const, ['→', 'right', 1] as const].map(([text, side, step]) => {
      const named = { 'data-focus': `${side} ${id}`, 'aria-label': `Move the axis ${title} to the ${side}` };
      const key = element('button', { type: 'button', class: 'move', ...named }, text);
      const other = ids[place + step];
      // Not disabled, which would take the focus away from whoever moves an axis to its end.
      key.setAttribute('aria-disabled', String(place < 0 || other === undefined));
      key.addEventListener('click', () => {
        if (place < 0 || other === undefined) return;
        const order = [...ids];
        [order[place], order[place + step]] = [other, id];
        this.#options.onAxes(order);
      });
      return key;
    });
  }
}

function focusOf(one: Element | null): string | undefined {
  return one instanceof HTMLElement ? one.dataset['focus'] : undefined;
}

function importanceOf({ importance, isOutcome }: Axis): Node[] {
  if (isOutcome) return [];
  if (importance === null) return [element('span', { title: 'too few trials, or nothing to explain' }, '–')];
  const bar = element('span', { class: 'bar' }, element('span'));
  (bar.firstElementChild as HTMLElement).style.width = `${100 * importance}%`;
  return [bar, document.createTextNode(importance.toFixed(2))];
}
