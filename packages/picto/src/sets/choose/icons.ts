import type { Icon } from '../../icons/icon.ts';

/** How the index of the sheets calls a picture. */
export function reference({ vendor, name }: Icon): string {
  return `${vendor}/${name}`;
}

/** Groups in order of first appearance. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
