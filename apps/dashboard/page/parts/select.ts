import { element } from './dom.ts';

/** One choice among many, of which only the chosen one is to be seen. */
export interface SelectChoice {
  /** Of the parameter that it changes. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly SelectOption[];
  readonly chosen: string;
}

export interface SelectOption {
  readonly value: string;
  /** Default: the value. */
  readonly text?: string;
}

/** A labelled list to choose from, in a container of its own. It stays the same element as long as its options do. */
export function renderSelect(
  container: HTMLElement,
  { name, label, options, chosen }: SelectChoice,
  onChoice: (name: string, value: string) => void,
): void {
  // Anew only where the options have changed: the keyboard's focus and an open list would be lost.
  const state = JSON.stringify([name, label, options]);
  if (container.dataset.state !== state) {
    const hadFocus = container.contains(document.activeElement);
    container.dataset.state = state;
    container.classList.add('field');
    const list = options.map(({ value, text = value }) => element('option', { value }, text));
    const select = element('select', { name }, ...list);
    container.replaceChildren(element('label', {}, element('span', {}, label), ' ', select));
    if (hadFocus) select.focus();
  }
  const select = container.querySelector('select')!;
  if (select.value !== chosen) select.value = chosen;
  select.onchange = () => onChoice(name, select.value);
}
