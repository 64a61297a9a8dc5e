import { element } from '../../parts/dom.ts';
import type { Scales } from './axes.ts';
import { type Zoom } from './zoom.ts';

export interface ZoomControls {
  readonly form: HTMLFormElement;
  /** Shows what is shown of a panel, and offers all its shot counts. */
  update(scales: Scales, shots: readonly number[], isZoomed: boolean): void;
}

/** The brush for the keyboard: which shot counts and accuracies an enlarged panel shows. */
export function zoomControls(onZoom: (zoom: Zoom | undefined) => void): ZoomControls {
  const [from, to] = [element('select', {}), element('select', {})];
  const accuracy = () => element('input', { type: 'number', min: '0', max: '100', step: 'any' });
  const [low, high] = [accuracy(), accuracy()];
  const reset = element('button', { type: 'button', class: 'link' }, 'Show all');
  const form = element(
    'form',
    { class: 'zoom', 'aria-label': 'Part of the panel' },
    ...[element('label', {}, 'Shots from ', from), ' ', element('label', {}, 'to ', to), ' '],
    ...[element('label', {}, 'Accuracy from ', low), ' ', element('label', {}, 'to ', high), ' % ', reset],
    element('span', { class: 'hint' }, 'Or draw a rectangle; a double click shows all.'),
  );
  const inOrder = (a: number, b: number): [number, number] => (a <= b ? [a, b] : [b, a]);
  const apply = (): void => {
    const [least, most] = inOrder(low.valueAsNumber, high.valueAsNumber);
    if (!(least < most)) return;
    onZoom({ shots: inOrder(Number(from.value), Number(to.value)), accuracy: [least, most] });
  };
  form.addEventListener('change', apply);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  reset.addEventListener('click', () => onZoom(undefined));

  return {
    form,
    update: ({ x, y }, shots, isZoomed) => {
      const options = shots.join();
      if (form.dataset.shots !== options) {
        form.dataset.shots = options;
        for (const select of [from, to]) {
          select.replaceChildren(...shots.map((count) => element('option', { value: String(count) }, String(count))));
        }
      }
      from.value = String(x.ticks[0] ?? '');
      to.value = String(x.ticks.at(-1) ?? '');
      const [least, most] = y.domain() as [number, number];
      if (document.activeElement !== low) low.value = String(Math.round(100 * least) / 100);
      if (document.activeElement !== high) high.value = String(Math.round(100 * most) / 100);
      reset.hidden = !isZoomed;
    },
  };
}
