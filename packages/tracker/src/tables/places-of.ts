import { comparePlaces, type Dimension, type Place, placeIds, placeOf } from './dimensions.ts';
import type { TableCell } from './table-cell.ts';

/** The places that cells have in some dimensions, in order; datasets in the order given, where there is one. */
export function placesOf(
  cells: readonly TableCell[],
  dimensions: readonly Dimension[],
  datasets?: readonly string[],
): Place[] {
  const idOf = placeIds(dimensions);
  const distinct = new Map<number, TableCell>();
  for (const cell of cells) {
    const id = idOf(cell);
    if (!distinct.has(id)) distinct.set(id, cell);
  }
  const places = [...distinct.values()].map((cell) => placeOf(cell, dimensions));
  const plain = comparePlaces(dimensions);
  const position = dimensions.indexOf('dataset');
  if (datasets === undefined || position < 0) return places.sort(plain);
  const rank = ({ dataset }: Place) => datasets.indexOf(String(dataset));
  const before = comparePlaces(dimensions.slice(0, position));
  return places.sort((a, b) => before(a, b) || rank(a) - rank(b) || plain(a, b));
}
