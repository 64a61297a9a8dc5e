import { element } from './dom.ts';

/** One choice among several. */
export interface Choice {
  /** Of the parameter that it changes. */
  readonly name: string;
  readonly legend: string;
  readonly options: readonly string[];
  readonly chosen: string;
}

/** Radio buttons, one row of keys for each choice. They stay as they are where only other options are chosen, or none has changed. */
export function renderChoices(
  form: HTMLElement,
  choices: readonly Choice[],
  onChoice: (name: string, value: string) => void,
): void {
  // Anew only where the options have changed: the keyboard's focus would be lost.
  const options = JSON.stringify(choices.map((choice) => [choice.name, choice.options]));
  if (form.dataset.options !== options) {
    form.dataset.options = options;
    form.replaceChildren(...choices.map(fieldset));
  }
  for (const input of form.querySelectorAll('input')) {
    input.checked = choices.some(({ name, chosen }) => name === input.name && chosen === input.value);
  }
  form.onchange = ({ target }) => {
    if (target instanceof HTMLInputElement) onChoice(target.name, target.value);
  };
}

function fieldset({ name, legend, options }: Choice): HTMLFieldSetElement {
  const labels = options.map((value) =>
    element('label', {}, element('input', { type: 'radio', name, value }), element('span', {}, value)),
  );
  return element('fieldset', {}, element('legend', {}, legend), element('div', { class: 'options' }, ...labels));
}
