import { ShotbenchError } from '@shotbench/errors';

import { type Protocol, PROTOCOLS } from '../identity.ts';
import { compareText } from '../tables/order.ts';
import type { TableCell } from '../tables/table-cell.ts';

/** A method as tables name it, and how its hyper-parameters were chosen. */
export interface Contender {
  readonly method: string;
  readonly protocol: Protocol;
}

/** A method that is asked for; without a protocol, that of the other where both have it, else its first in the order of the tables. */
export interface ContenderChoice {
  readonly method: string;
  readonly protocol?: Protocol | undefined;
}

/** Methods that an error lists. */
const MOST_LISTED = 10;

/**
 * Which two methods are meant.
 * @throws ShotbenchError `METHOD_UNKNOWN` for a method without cells, `METHOD_PROTOCOL` for one without cells of that protocol.
 */
export function chooseContenders(
  cells: readonly TableCell[],
  { a, b }: { readonly a: ContenderChoice; readonly b: ContenderChoice },
): { readonly a: Contender; readonly b: Contender } {
  const [ofA, ofB] = [protocolsOf(cells, a), protocolsOf(cells, b)];
  const shared = ofA.filter((protocol) => ofB.includes(protocol));
  return {
    a: { method: a.method, protocol: ofA.length === 1 ? ofA[0]! : (shared[0] ?? ofA[0]!) },
    b: { method: b.method, protocol: ofB.length === 1 ? ofB[0]! : (shared[0] ?? ofB[0]!) },
  };
}

/** The protocols that may be meant, one where it was said; never none. */
function protocolsOf(cells: readonly TableCell[], { method, protocol }: ContenderChoice): Protocol[] {
  const own = new Set<Protocol>();
  // What was tuned on test data is no result, and is compared with nothing.
  for (const cell of cells) if (cell.method === method && cell.protocol !== 'test-oracle') own.add(cell.protocol);
  if (own.size === 0) {
    const names = [...new Set(cells.map((cell) => cell.method))].sort(compareText);
    const listed = [...names.slice(0, MOST_LISTED), ...(names.length > MOST_LISTED ? ['…'] : [])].join(', ');
    throw new ShotbenchError(
      'METHOD_UNKNOWN',
      `there are no runs of a method "${method}"; expected a label as in the tables${listed === '' ? '' : `, such as ${listed}`}`,
    );
  }
  if (protocol !== undefined && !own.has(protocol)) {
    throw new ShotbenchError(
      'METHOD_PROTOCOL',
      `"${method}" has no runs of the protocol ${protocol}; expected ${[...own].sort(compareText).join(' or ')}`,
    );
  }
  return protocol === undefined ? PROTOCOLS.filter((one) => own.has(one)) : [protocol];
}
