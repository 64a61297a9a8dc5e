/** The first `count` items in an order, as sorting all of them would give, without doing so. */
export function firstOf<T>(items: Iterable<T>, count: number, order: (a: T, b: T) => number): T[] {
  const first: T[] = [];
  let last: T | undefined;
  for (const item of items) {
    if (last !== undefined && order(item, last) >= 0) continue;
    first.push(item);
    if (first.length < 2 * count) continue;
    first.sort(order).length = count;
    last = first.at(-1);
  }
  return first.sort(order).slice(0, count);
}
