import { PROTOCOLS } from '../identity.ts';
import { compareText } from './order.ts';
import type { TableCell } from './table-cell.ts';
import { TupleIds } from './tuple-ids.ts';

/** What tables can be laid out by; of cells that are over seeds, all but `seed`. */
export const DIMENSIONS = ['method', 'dataset', 'shots', 'seed', 'backbone', 'protocol'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Where something stands: a value of some dimensions. */
export type Place = { readonly [dimension in Dimension]?: string | number | null };

/** The cell's place in the given dimensions. */
export function placeOf(cell: TableCell, dimensions: readonly Dimension[]): Place {
  return Object.fromEntries(dimensions.map((dimension) => [dimension, cell[dimension] ?? null]));
}

/** A function that gives places which are equal in the given dimensions equal numbers, and others other ones. */
export function placeIds(dimensions: readonly Dimension[]): (place: Place) => number {
  const ids = new TupleIds();
  const ordered = DIMENSIONS.filter((dimension) => dimensions.includes(dimension)).reverse();
  if (ordered.length === 0) return () => 0;
  return (place) => ids.of(ordered.map((dimension) => place[dimension] ?? null));
}

/** Numbers ascending, null first; protocols from the strictest to the test oracle; other texts by code unit. */
export function comparePlaces(dimensions: readonly Dimension[]): (a: Place, b: Place) => number {
  return (a, b) => {
    for (const dimension of dimensions) {
      const order = compareValues(dimension, a[dimension] ?? null, b[dimension] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  };
}

type Value = string | number | null;

function compareValues(dimension: Dimension, a: Value, b: Value): number {
  if (a === b) return 0;
  if (dimension === 'protocol') return indexOf(a) - indexOf(b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return Number(a ?? -Infinity) - Number(b ?? -Infinity);
}

function indexOf(protocol: Value): number {
  return PROTOCOLS.findIndex((known) => known === protocol);
}

/** A value with as many words as it takes to tell what it is, for example `16 shots`. */
export function describeValue(dimension: Dimension, value: Value): string {
  if (dimension === 'shots') return `${value} ${value === 1 ? 'shot' : 'shots'}`;
  if (dimension === 'seed') return value === null ? 'no seed' : `seed ${value}`;
  if (dimension === 'protocol') return `protocol ${value}`;
  return String(value);
}
