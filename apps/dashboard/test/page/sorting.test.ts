import { describe, expect, it } from 'vitest';

import { nextSort, sortedRows, sortOf } from '../../page/views/overview/sorting.ts';
import type { OverviewColumn, OverviewRow } from '../../src/views/overview/overview-table.ts';

const column = (key: string): OverviewColumn => {
  return { key, group: null, heading: key, dataset: key, shots: 16, kind: 'value' };
};
const columns = [column('dtd'), column('pets')];
const row = (method: string, ...means: (number | null)[]): OverviewRow => ({
  ...{ method, protocol: 'fixed' },
  entries: means.map((mean) => {
    return { mean, interval: null, n: 1, failed: 0, missing: 0, best: false, second: false };
  }),
});
const rows = [
  row('a', null, 1),
  row('b', 2, 2),
  row('c', 3, 2),
  { ...row('d'), entries: [null, null] },
  row('e', 2, 9),
];
const order = (parameters: Record<string, string>) =>
  sortedRows(rows, sortOf(parameters, columns), columns)
    .map(({ method }) => method)
    .join('');

describe('sorting rows', () => {
  it('puts the best first, equal ones as they were, and those without a number last', () => {
    expect(order({ sort: 'dtd' })).toBe('cbead');
    expect(order({ sort: 'dtd', order: 'ascending' })).toBe('becad');
    expect(order({ sort: 'pets' })).toBe('ebcad');
  });

  it('leaves them where no column is named, or one that there is not', () => {
    expect(order({})).toBe('abcde');
    expect(order({ sort: 'average' })).toBe('abcde');
  });

  it('turns with each click, and ends with the third', () => {
    const first = nextSort('dtd', undefined);
    expect(first).toEqual({ sort: 'dtd', order: undefined });
    expect(nextSort('dtd', { key: 'dtd', ascending: false })).toEqual({ sort: 'dtd', order: 'ascending' });
    expect(nextSort('dtd', { key: 'dtd', ascending: true })).toEqual({ sort: undefined, order: undefined });
    expect(nextSort('pets', { key: 'dtd', ascending: true })).toEqual({ sort: 'pets', order: undefined });
  });
});
