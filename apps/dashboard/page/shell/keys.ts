import { renderToggle } from '../parts/toggle.ts';
import { element } from '../parts/dom.ts';
import { preference, setPreference } from './preferences.ts';

/** Elements that make something of plain keys themselves. */
const TYPING = 'input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]';

export interface KeyParts {
  readonly navigation: HTMLElement;
  readonly dialog: HTMLDialogElement;
  readonly button: HTMLElement;
}

/** Keys for what is done most, and the list of them. They can be switched off, for those who speak to their machine or tremble. */
export function listenToKeys({ navigation, dialog, button }: KeyParts): void {
  const open = (): void => {
    renderHelp(dialog, linksOf(navigation));
    dialog.showModal();
  };
  button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (preference('keys') === 'off' || dialog.open || !isPlain(event)) return;
    if (event.key === '?') open();
    else if (/^[1-9]$/.test(event.key)) linksOf(navigation)[Number(event.key) - 1]?.click();
    else return;
    event.preventDefault();
  });
}

function isPlain({ ctrlKey, metaKey, altKey, target, defaultPrevented }: KeyboardEvent): boolean {
  const isTyping = target instanceof Element && target.closest(TYPING) !== null;
  return !ctrlKey && !metaKey && !altKey && !isTyping && !defaultPrevented;
}

function linksOf(navigation: HTMLElement): HTMLAnchorElement[] {
  return [...navigation.querySelectorAll('a')];
}

function renderHelp(dialog: HTMLDialogElement, links: readonly HTMLAnchorElement[]): void {
  const keys: [string, string][] = [
    ...links.slice(0, 9).map((link, index): [string, string] => [String(index + 1), link.textContent]),
    ['?', 'this list'],
    ['Tab', 'to the next link, choice, table or figure'],
    ['← →', 'another choice; on a figure, the values at another shot count'],
  ];
  const rows = keys.flatMap(([key, does]) => [element('dt', {}, element('kbd', {}, key)), element('dd', {}, does)]);
  const toggle = element('div');
  renderToggle(
    toggle,
    { name: 'keys', label: 'Digits and ? are keys of this page', on: preference('keys') !== 'off' },
    (name, on) => setPreference(name, on ?? 'off'),
  );
  const close = element('button', {}, 'Close');
  dialog.replaceChildren(
    element('h2', { id: 'help-title' }, 'Keys'),
    element('dl', {}, ...rows),
    toggle,
    element('p', { class: 'note' }, 'The address of the page is a link to exactly what it shows.'),
    element('form', { method: 'dialog' }, close),
  );
}
