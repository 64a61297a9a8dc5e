import { element } from './dom.ts';

/** Something that is shown or not. */
export interface Toggle {
  /** Of the parameter that it changes. */
  readonly name: string;
  readonly label: string;
  /** What the parameter is while it is on; while it is off the parameter is absent. Default "yes". */
  readonly value?: string;
  readonly on: boolean;
}

/** A labelled check box in a container of its own. What it calls fits `change({ [name]: value })` of a view's context. */
export function renderToggle(
  container: HTMLElement,
  { name, label, value = 'yes', on }: Toggle,
  onToggle: (name: string, value: string | undefined) => void,
): void {
  const state = JSON.stringify([name, label, value]);
  if (container.dataset.state !== state) {
    container.dataset.state = state;
    container.classList.add('field');
    container.replaceChildren(element('label', {}, element('input', { type: 'checkbox', name, value }), ' ', label));
  }
  const input = container.querySelector('input')!;
  input.checked = on;
  input.onchange = () => onToggle(name, input.checked ? value : undefined);
}
