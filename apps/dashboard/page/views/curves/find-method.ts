import type { Curves } from '../../../src/views/curves/curves-api.ts';
import { MOST_METHODS } from '../../data/most-methods.ts';
import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import type { ChosenMethods } from './chosen-methods.ts';

export interface MethodFinder {
  readonly node: HTMLElement;
  update(data: Curves, chosen: ChosenMethods): void;
}

/** Says how many methods are shown, finds others by name, and goes back to those that are shown at first. */
export function methodFinder(onChoose: (methods: string | undefined) => void): MethodFinder {
  const count = element('span', { class: 'count' });
  const options = element('datalist', { id: 'other-methods' });
  const input = element('input', { type: 'search', list: 'other-methods', autocomplete: 'off', size: '28' });
  const message = element('span', { role: 'status' });
  const reset = element('button', { type: 'button', class: 'link' });
  const form = element('form', {}, element('label', {}, 'Add a method ', input), options, ' ', message);
  const node = element('div', { class: 'finder' }, count, ' ', reset, form);
  let others: readonly string[] = [];
  let add: (method: string) => void = () => undefined;

  const found = (): string[] => {
    const exact = others.filter((method) => method === input.value);
    const text = input.value.toLowerCase();
    return exact.length > 0 ? exact : others.filter((method) => method.toLowerCase().includes(text));
  };
  const choose = (method: string): void => {
    input.value = '';
    message.textContent = '';
    add(method);
  };
  input.addEventListener('input', () => {
    message.textContent = '';
    // What is picked from the list comes whole.
    if (others.includes(input.value)) choose(input.value);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const methods = found();
    if (methods.length === 1) return choose(methods[0]!);
    message.textContent =
      methods.length === 0
        ? 'No other method has this in its name.'
        : `${counted(methods.length, 'method')} have this in their names.`;
  });
  reset.addEventListener('click', () => onChoose(undefined));

  return {
    node,
    update: ({ methods, shots }, chosen) => {
      others = methods.map(({ method }) => method).filter((method) => !chosen.has(method));
      add = (method) => onChoose(chosen.with(method));
      node.hidden = others.length === 0;
      // Of few methods the legend has all, also those that are hidden.
      form.hidden = methods.length <= MOST_METHODS;
      const best = chosen.isAsked ? '' : `, the best on average at ${counted(shots, 'shot')}`;
      count.textContent = `${chosen.names.length} of ${counted(methods.length, 'method')} are shown${best}.`;
      reset.hidden = !chosen.isAsked;
      reset.textContent = methods.length > MOST_METHODS ? `Show the best ${MOST_METHODS}` : 'Show all';
      const known = [...options.children].map((option) => (option as HTMLOptionElement).value);
      if (known.join('\n') === others.join('\n')) return;
      options.replaceChildren(...others.map((value) => element('option', { value })));
    },
  };
}
