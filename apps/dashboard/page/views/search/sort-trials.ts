import type { Trial } from '@shotbench/tracker';

import { ACCURACY, type Axis, LOSS } from '@shotbench/tracker/trial-axes';
import type { SearchAddress } from './search-address.ts';

/** Places of trials in the order of a column; what has no value there comes last, equal ones as they were tried. */
export function sortTrials(
  trials: readonly Trial[],
  axes: readonly Axis[],
  { column, descending }: SearchAddress['sort'],
): number[] {
  const places = [...trials.keys()];
  if (column === 'trial') return descending ? places.reverse() : places;
  const axis = axes.find(({ id }) => id === column) ?? axes.find(({ id }) => id === ACCURACY || id === LOSS);
  if (!axis) return places;
  const values = trials.map((trial) => axis.valueOf(trial));
  return places.sort((i, j) => {
    const [a, b] = [values[i]!, values[j]!];
    if (a === b) return i - j;
    if (a === null || b === null) return a === null ? 1 : -1;
    const order = axis.kind === 'category' ? axis.values.indexOf(a) - axis.values.indexOf(b) : Number(a) - Number(b);
    return (descending ? -order : order) || i - j;
  });
}
