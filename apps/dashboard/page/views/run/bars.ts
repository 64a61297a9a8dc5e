import { element } from '../../parts/dom.ts';

/** Fewer numbers are read as fast as bars. */
const LEAST = 3;

/** @param share of the room that it has, 0 … 1. */
export function bar(share: number): HTMLElement {
  const filled = element('span', { class: 'bar', 'aria-hidden': 'true' });
  // Through the object model and not as an attribute, which the Content-Security-Policy refuses.
  filled.style.width = `${100 * share}%`;
  return filled;
}

/** A bar for each of several named amounts, relative to the largest, such as the sparsity of each layer; undefined where the members are something else. */
export function barsFor(
  members: readonly (readonly [name: string, value: unknown])[],
): ((value: number) => HTMLElement) | undefined {
  const values = members.map(([, value]) => value);
  if (values.length < LEAST || !values.every(isAmount)) return undefined;
  const largest = Math.max(...values);
  return largest === 0 ? undefined : (value) => bar(value / largest);
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}
