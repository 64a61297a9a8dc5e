import { element } from '../parts/dom.ts';
import { type Address, hrefOf, sharedParameters } from './address.ts';
import type { View } from './view.ts';

/** The links to all views, the open one marked. They keep what means the same everywhere, such as the backbone. */
export function renderNavigation(container: HTMLElement, views: readonly View[], { view, parameters }: Address): void {
  const kept = sharedParameters(parameters);
  const links = views.flatMap(({ name, title }) => {
    if (title === undefined) return [];
    const href = hrefOf({ view: name, parameters: kept });
    return [element('a', { href, 'aria-current': name === view ? 'page' : undefined }, title)];
  });
  // In place, so that the keyboard's focus stays where it is.
  const old = [...container.querySelectorAll('a')];
  if (old.length !== links.length) return container.replaceChildren(...links);
  old.forEach((link, i) => {
    link.href = links[i]!.getAttribute('href')!;
    if (links[i]!.hasAttribute('aria-current')) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
}
