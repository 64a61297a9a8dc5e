import { type Protocol, PROTOCOLS } from '../identity.ts';
import { compareText } from '../tables/order.ts';
import type { Line } from './curve-panels.ts';

/** What has a look of its own. */
export type Series = Pick<Line, 'method' | 'protocol'>;

/** Each method and protocol once, in the order of the tables. */
export function seriesOf(lines: readonly Line[]): Line[] {
  const series = new Map(lines.map((line) => [`${line.method}\n${line.protocol}`, line]));
  return [...series.values()].sort(
    (a, b) => compareText(a.method, b.method) || PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol),
  );
}

/** Which of its method's protocols a line has, among all that the method has runs of: 0 for the first. */
export function protocolIndexes(all: readonly Series[]): (series: Series) => number {
  const protocols = new Map<string, Set<Protocol>>();
  for (const { method, protocol } of all) {
    const known = protocols.get(method);
    if (known) known.add(protocol);
    else protocols.set(method, new Set([protocol]));
  }
  return ({ method, protocol }) => PROTOCOLS.filter((name) => protocols.get(method)?.has(name)).indexOf(protocol);
}
