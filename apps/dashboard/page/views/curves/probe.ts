import type { Point } from '@shotbench/tracker';
import { element } from '../../parts/dom.ts';
import { counted, percent, plusMinus } from '../../parts/numbers.ts';
import { readout } from './readout.ts';
import type { SeriesStyle } from '../../parts/series-styles.ts';

/** All values at one shot count of a panel, best first. */
export interface Column {
  readonly shots: number;
  /** Position from the panel's left end, as a part of its width. */
  readonly at: number;
  readonly readings: readonly Reading[];
}

export interface Reading {
  readonly method: string;
  readonly style: SeriesStyle;
  readonly point: Point;
}

export interface Probe {
  /** Gives it a panel's present values; what is being read stays. */
  update(title: string, columns: readonly Column[]): void;
}

/** Lets a panel be read: by pointing at it, by touch, or by the arrow keys as a slider over its shot counts. */
export function attachProbe(plot: HTMLElement): Probe {
  const cursor = element('div', { class: 'cursor' });
  const values = element('div', { class: 'readout', 'aria-hidden': 'true' });
  const slider = element(
    'div',
    { class: 'probe', role: 'slider', tabindex: '0', 'aria-valuemin': '0' },
    cursor,
    values,
  );
  plot.append(slider);
  let columns: readonly Column[] = [];
  let place = 0;

  const show = (wanted: number): void => {
    place = Math.max(0, Math.min(wanted, columns.length - 1));
    const column = columns[place];
    if (column === undefined) return;
    slider.setAttribute('aria-valuenow', String(place));
    slider.setAttribute('aria-valuetext', spoken(column));
    cursor.style.left = `${100 * column.at}%`;
    values.replaceChildren(readout(column));
    // Towards the middle of the panel, where there is room.
    values.classList.toggle('leftwards', column.at > 0.5);
    values.style.left = column.at > 0.5 ? 'auto' : `${100 * column.at}%`;
    values.style.right = column.at > 0.5 ? `${100 * (1 - column.at)}%` : 'auto';
  };
  const open = (isOpen: boolean): void => void slider.classList.toggle('open', isOpen);

  const point = (event: PointerEvent): void => {
    const { left, width } = slider.getBoundingClientRect();
    const distances = columns.map(({ at }) => Math.abs(at - (event.clientX - left) / width));
    show(distances.indexOf(Math.min(...distances)));
    open(true);
  };
  slider.addEventListener('pointermove', point);
  slider.addEventListener('pointerdown', point);
  slider.addEventListener('pointerleave', () => open(slider.matches(':focus-visible')));
  slider.addEventListener('focus', () => open(slider.matches(':focus-visible')));
  slider.addEventListener('blur', () => open(false));
  slider.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return open(false);
    const wanted = keyTarget(event.key, place, columns.length - 1);
    if (wanted === undefined) return;
    event.preventDefault();
    show(wanted);
    open(true);
  });

  return {
    update: (title, now) => {
      const known = columns[place]?.shots;
      const same = now.findIndex(({ shots }) => shots === known);
      columns = now;
      slider.setAttribute('aria-label', `Values of ${title} by shots`);
      slider.setAttribute('aria-valuemax', String(Math.max(0, columns.length - 1)));
      show(same >= 0 ? same : columns.length - 1);
    },
  };
}

function keyTarget(key: string, place: number, last: number): number | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return place - 1;
  if (key === 'ArrowRight' || key === 'ArrowUp') return place + 1;
  return key === 'Home' ? 0 : key === 'End' ? last : undefined;
}

function spoken({ shots, readings }: Column): string {
  const parts = readings.map(({ method, point: { mean, interval } }) =>
    mean === null ? `${method} no result` : `${method} ${percent(mean)} ${plusMinus(interval)}`.trim(),
  );
  return `${counted(shots, 'shot')}: ${parts.join(', ')}`;
}
