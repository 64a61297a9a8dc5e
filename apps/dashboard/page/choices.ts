import type { Results } from '../src/results.ts';
import { element } from './dom.ts';
import type { Selection, Wish } from './selection.ts';

interface Choice {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly string[];
  readonly chosen: string;
}

/** The radio buttons for backbone and shots. They stay as they are where only other numbers have come in. */
export function renderChoices(
  form: HTMLElement,
  { backbones }: Results,
  { backbone, table }: Selection,
  onChoice: (wish: Wish) => void,
): void {
  const choices: Choice[] = [
    {
      ...{ name: 'backbone', legend: 'Backbone', chosen: backbone.backbone },
      options: backbones.map((each) => each.backbone),
    },
    {
      ...{ name: 'shots', legend: 'Shots per class', chosen: String(table.shots) },
      options: backbone.tables.map(({ shots }) => String(shots)),
    },
  ];
  // Anew only where the options have changed: the keyboard's focus would be lost.
  const options = JSON.stringify(choices.map((choice) => choice.options));
  if (form.dataset.options !== options) {
    form.dataset.options = options;
    form.replaceChildren(...choices.map(fieldset));
  }
  for (const input of form.querySelectorAll('input')) {
    input.checked = choices.some(({ name, chosen }) => name === input.name && chosen === input.value);
  }
  form.onchange = () => {
    const chosen = new FormData(form as HTMLFormElement);
    onChoice({ backbone: chosen.get('backbone') as string, shots: Number(chosen.get('shots')) });
  };
}

function fieldset({ name, legend, options }: Choice): HTMLFieldSetElement {
  const labels = options.map((value) =>
    element('label', {}, element('input', { type: 'radio', name, value }), element('span', {}, value)),
  );
  return element('fieldset', {}, element('legend', {}, legend), element('div', { class: 'options' }, ...labels));
}
