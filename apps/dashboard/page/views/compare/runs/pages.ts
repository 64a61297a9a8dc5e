import { element } from '../../../parts/dom.ts';

/** The page, counted from 0, that an address names from 1 on; the nearest there is. */
export function pageOf(wanted: string | undefined, items: number, size: number): number {
  const page = /^\d{1,6}$/.test(wanted ?? '') ? Number(wanted) - 1 : 0;
  return Math.max(0, Math.min(page, Math.ceil(items / size) - 1));
}

/** Buttons to turn pages, and where one is. */
export function openPages(nav: HTMLElement, onPage: (page: number) => void): (page: number, pages: number) => void {
  const [back, on] = ['‹ Previous', 'Next ›'].map((text) => element('button', { type: 'button' }, text)) as [
    HTMLButtonElement,
    HTMLButtonElement,
  ];
  const place = element('span', { role: 'status' });
  let now = 0;
  back.addEventListener('click', () => onPage(now - 1));
  on.addEventListener('click', () => onPage(now + 1));
  nav.append(back, place, on);
  return (page, pages) => {
    now = page;
    nav.hidden = pages < 2;
    // Not disabled, which would take the focus from who turns pages by keyboard.
    back.setAttribute('aria-disabled', String(page === 0));
    on.setAttribute('aria-disabled', String(page === pages - 1));
    place.textContent = `page ${page + 1} of ${pages}`;
  };
}
