/** Named up to this many. */
const NAMED = 3;

/** The first few of a list for a message: "a, b, c, …". */
export function someOf(names: readonly string[]): string {
  return names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');
}

/** "1 class", "2 classes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** " (and 2 more)", nothing for 0. */
export function andMore(count: number): string {
  return count > 0 ? ` (and ${count} more)` : '';
}
