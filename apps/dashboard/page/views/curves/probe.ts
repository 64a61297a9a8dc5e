import { element } from '../../parts/dom.ts';
import type { Scales } from './axes.ts';
import type { Column, Reading } from './columns.ts';
import { baseOf } from './frame.ts';
import { readout, spoken } from './readout.ts';

export interface Probe {
  /** What is pointed at: whatever lies over the panel has to be in it. */
  readonly slider: HTMLElement;
  /** Gives it a panel's present values; what is being read stays. */
  update(title: string, columns: readonly Column[], scales: Scales): void;
}

export interface ProbeEvents {
  /** Called with the method whose point is near the pointer, or without. */
  readonly onNear: (method: string | undefined) => void;
  /** Called on a click by mouse or on Enter. */
  readonly onChoose: () => void;
}

/** Points further than this from the pointer are not meant, in pixels. */
const REACH = 14;

/** Lets a panel be read: by pointing at it, by touch, or by the arrow keys as a slider over its shot counts. */
export function attachProbe(plot: HTMLElement, { onNear, onChoose }: ProbeEvents): Probe {
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
  /** A finger leaves at once; what it pointed at stays until something else is touched. */
  let isTouched = false;

  const show = (wanted: number, near?: Reading): void => {
    place = Math.max(0, Math.min(wanted, columns.length - 1));
    const column = columns[place];
    if (column === undefined) return;
    slider.setAttribute('aria-valuenow', String(place));
    slider.setAttribute('aria-valuetext', spoken(column));
    cursor.style.left = `${100 * column.at}%`;
    values.replaceChildren(readout(column, near));
    // Towards the middle of the panel, where there is room.
    values.classList.toggle('leftwards', column.at > 0.5);
    values.style.left = column.at > 0.5 ? 'auto' : `${100 * column.at}%`;
    values.style.right = column.at > 0.5 ? `${100 * (1 - column.at)}%` : 'auto';
  };
  const open = (isOpen: boolean): void => void slider.classList.toggle('open', isOpen);

  const point = (event: PointerEvent): void => {
    const { left, top, width, height } = slider.getBoundingClientRect();
    const distances = columns.map(({ at }) => Math.abs(at - (event.clientX - left) / width));
    const nearest = distances.indexOf(Math.min(...distances));
    const near = nearestReading(columns[nearest], event.clientY - top, height);
    show(nearest, near);
    onNear(near?.method);
    open(true);
  };
  slider.addEventListener('pointermove', point);
  slider.addEventListener('pointerdown', (event) => {
    isTouched = event.pointerType === 'touch';
    point(event);
  });
  const mayStay = (): boolean => isTouched || slider.matches(':focus-visible');
  slider.addEventListener('pointerleave', () => {
    onNear(undefined);
    open(mayStay());
  });
  slider.addEventListener('focus', () => open(mayStay()));
  slider.addEventListener('blur', () => {
    isTouched = false;
    open(false);
  });
  slider.addEventListener('click', (event) => {
    // A touch is for reading.
    if (event.pointerType !== 'touch') onChoose();
  });
  slider.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return open(false);
    if (event.key === 'Enter') return onChoose();
    const wanted = keyTarget(event.key, place, columns.length - 1);
    if (wanted === undefined) return;
    event.preventDefault();
    show(wanted);
    open(true);
  });

  return {
    slider,
    update: (title, now, { frame }) => {
      const known = columns[place]?.shots;
      const same = now.findIndex(({ shots }) => shots === known);
      columns = now;
      cursor.style.top = `${(100 * frame.top) / frame.height}%`;
      cursor.style.bottom = `${100 * (1 - baseOf(frame) / frame.height)}%`;
      slider.setAttribute('aria-label', `Values of ${title} by shots`);
      slider.setAttribute('aria-valuemax', String(Math.max(0, columns.length - 1)));
      show(same >= 0 ? same : columns.length - 1);
    },
  };
}

/** The value that is meant at this height, if any. */
function nearestReading(column: Column | undefined, y: number, height: number): Reading | undefined {
  const measured = (column?.readings ?? []).flatMap((reading) =>
    reading.down === undefined ? [] : [{ reading, distance: Math.abs(reading.down * height - y) }],
  );
  const [best] = measured.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= REACH ? best.reading : undefined;
}

function keyTarget(key: string, place: number, last: number): number | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return place - 1;
  if (key === 'ArrowRight' || key === 'ArrowUp') return place + 1;
  return key === 'Home' ? 0 : key === 'End' ? last : undefined;
}
