import { element } from '../../parts/dom.ts';

/** A button that copies the text of an element. Where the browser does not let it, the text is marked, for the keyboard to copy. */
export function copyButton(source: HTMLElement): HTMLElement {
  const said = element('span', { role: 'status', class: 'said' });
  const button = element('button', { type: 'button' }, 'Copy');
  button.addEventListener('click', () => {
    void copy(source).then((done) => (said.textContent = done ? 'copied' : 'marked: press ctrl-C or ⌘-C'));
  });
  return element('span', { class: 'copy' }, button, ' ', said);
}

async function copy(source: HTMLElement): Promise<boolean> {
  try {
    // Undefined on pages that are neither local nor encrypted.
    await (navigator.clipboard as Clipboard | undefined)!.writeText(source.textContent);
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return false;
  }
}
