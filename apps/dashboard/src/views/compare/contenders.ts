import { type Contender, type ContenderChoice, type Protocol, PROTOCOLS, type TableCell } from '@shotbench/tracker';

/** The methods of some cells, each with its protocols, by name and from the strictest protocol on. */
export function contendersOf(cells: readonly TableCell[]): Contender[] {
  const protocols = new Map<string, Set<Protocol>>();
  for (const { method, protocol } of cells) {
    const known = protocols.get(method);
    if (known) known.add(protocol);
    else protocols.set(method, new Set([protocol]));
  }
  return [...protocols.keys()]
    .sort()
    .flatMap((method) =>
      PROTOCOLS.filter((protocol) => protocols.get(method)!.has(protocol)).map((protocol) => ({ method, protocol })),
    );
}

/**
 * The two methods that are named, or what is most worth comparing in the place of those that are not: the strongest, if possible of the other's
 * protocol. Only a choice of what to show first: no number depends on it.
 */
export function strongestTwo(
  ranked: readonly Contender[],
  a: ContenderChoice | undefined,
  b: ContenderChoice | undefined,
): readonly [a: ContenderChoice | undefined, b: ContenderChoice | undefined] {
  if (a && b) return [a, b];
  const against = (other: ContenderChoice | undefined): Contender | undefined => {
    const others = ranked.filter((one) => one.method !== other?.method);
    const protocol = other?.protocol ?? ranked.find((one) => one.method === other?.method)?.protocol;
    return others.find((one) => one.protocol === protocol) ?? others[0];
  };
  const first = a ?? (b ? against(b) : ranked[0]);
  return [first, b ?? against(first)];
}

/** From the strongest on: those on more datasets first, then those with higher means. */
export function byStrength(cells: readonly TableCell[]): Contender[] {
  const totals = new Map<string, { contender: Contender; count: number; sum: number }>();
  for (const { method, protocol, mean } of cells) {
    if (mean === undefined) continue;
    const key = JSON.stringify([method, protocol]);
    const known = totals.get(key) ?? { contender: { method, protocol }, count: 0, sum: 0 };
    totals.set(key, { ...known, count: known.count + 1, sum: known.sum + mean });
  }
  return [...totals.values()]
    .sort((x, y) => y.count - x.count || y.sum / y.count - x.sum / x.count)
    .map(({ contender }) => contender);
}
