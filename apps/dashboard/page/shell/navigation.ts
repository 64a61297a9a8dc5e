import { element } from '../parts/dom.ts';
import { type Address, hrefOf, sharedParameters } from './address.ts';
import type { View } from './view.ts';

/** The links to views, the open one marked. They keep what means the same everywhere, such as the backbone. */
export function renderNavigation(container: HTMLElement, views: readonly View[], { view, parameters }: Address): void {
  const kept = sharedParameters(parameters);
  const links = views.flatMap(({ name, title }) => {
    if (title === undefined) return [];
    const href = hrefOf({ view: name, parameters: kept });
    return [element('a', { href, 'aria-current': name === view ? 'page' : undefined }, title)];
  });
  const before = container.querySelector('[aria-current]')?.textContent;
  // In place, so that the keyboard's focus stays where it is.
  const old = [...container.querySelectorAll('a')];
  if (old.length !== links.length) container.replaceChildren(...links);
  else {
    old.forEach((link, i) => {
      link.href = links[i]!.getAttribute('href')!;
      if (links[i]!.hasAttribute('aria-current')) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
  }
  const current = container.querySelector<HTMLElement>('[aria-current]');
  if (current && current.textContent !== before) reveal(container, current);
}

/** Scrolls a row sideways, and nothing else, so that one of its items is in sight with a part of the next. */
function reveal(row: HTMLElement, item: HTMLElement): void {
  const middle = item.offsetLeft - row.offsetLeft + item.offsetWidth / 2;
  row.scrollLeft = middle - row.clientWidth / 2;
}
