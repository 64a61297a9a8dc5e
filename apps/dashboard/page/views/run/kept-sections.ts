import { element } from '../../parts/dom.ts';
import type { PartContent } from './run-part.ts';

/**
 * Adds so many sections to an element, hidden at first; returns what fills each. One whose state has not changed is left as it is, so that what
 * is unfolded, scrolled or focused in it stays so.
 */
export function keptSections(container: HTMLElement, count: number): ((content: PartContent | undefined) => void)[] {
  return Array.from({ length: count }, () => {
    const section = element('section', { hidden: '' });
    container.append(section);
    let shown: string | undefined;
    return (content) => {
      const state = content && JSON.stringify([content.id, content.title, content.state]);
      if (state === shown) return;
      shown = state;
      section.hidden = content === undefined;
      const focused = section.contains(document.activeElement) ? nameOf(document.activeElement!) : undefined;
      section.replaceChildren();
      if (content === undefined) return;
      section.id = `run-${content.id}`;
      section.classList.toggle('wide', content.isWide === true);
      section.append(element('h2', {}, content.title), ...content.make());
      // A button that has the section drawn anew stays where the keyboard is.
      const buttons = [...section.querySelectorAll('button')];
      if (focused !== undefined) buttons.find((button) => nameOf(button) === focused)?.focus();
    };
  });
}

/** What a button is called, without the sign behind it. */
function nameOf(button: Element): string {
  return button.firstChild?.textContent ?? '';
}
