import { type Address, readAddress } from './address.ts';

/** Opens links that lead to an address of this page within it, unless they are to be opened elsewhere. */
export function followLinks(go: (address: Address) => void): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname || link.hash !== '') return;
    event.preventDefault();
    go(readAddress(link.search));
  });
}
