import { element } from '../../parts/dom.ts';

/** A field with its name in front. */
export function labelled(text: string, field: HTMLElement): HTMLLabelElement {
  return element('label', { class: 'field' }, element('span', {}, text), ' ', field);
}

/** A choice out of a list; the empty value is that of the first option, and means none. */
export function selectField(name: string, onChoice: (value: string | undefined) => void) {
  const root = element('select', { name });
  root.addEventListener('change', () => onChoice(root.value === '' ? undefined : root.value));
  return {
    root,
    show: (options: readonly (readonly [value: string, text: string])[], chosen: string): void => {
      const state = JSON.stringify(options);
      if (root.dataset.state !== state) {
        root.dataset.state = state;
        root.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
      }
      root.value = chosen;
    },
  };
}

/** A box to tick. */
export function switchField(name: string, text: string, onChange: (on: boolean) => void) {
  const box = element('input', { type: 'checkbox', name });
  const root = element('label', { class: 'field switch' }, box, ' ', text);
  box.addEventListener('change', () => onChange(box.checked));
  return {
    root,
    show: (on: boolean, isOffered: boolean): void => {
      box.checked = on;
      root.hidden = !isOffered;
    },
  };
}

/** A text to look for, told at each letter. */
export function searchField(name: string, onText: (text: string | undefined) => void) {
  const root = element('input', { type: 'search', name, autocomplete: 'off', spellcheck: 'false' });
  root.addEventListener('input', () => onText(root.value === '' ? undefined : root.value));
  return {
    root,
    show: (text: string): void => {
      // Not while it is typed into: the caret would jump.
      if (root.value !== text) root.value = text;
    },
  };
}
