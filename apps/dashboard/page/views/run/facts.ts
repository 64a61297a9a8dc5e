import { element } from '../../parts/dom.ts';

/** A name and what it is; facts without a value are left out. */
export type Fact = readonly [name: string, value: Node | string | number | null | undefined];

/** Names and values below each other. */
export function facts(all: readonly Fact[]): HTMLElement {
  const known = all.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const entries = known.flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', {}, value instanceof Node ? value : String(value)),
  ]);
  return element('dl', { class: 'facts' }, ...entries);
}

/** `2026-01-02 03:04:05 UTC`. */
export function time(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/** A link in a monospaced font to what a key names. */
export function keyLink(key: string, href: string): HTMLElement {
  return element('a', { href, class: 'key' }, key.slice(0, 12));
}
