import type { OverviewColumn, OverviewRow } from '../../../src/views/overview/overview-table.ts';
import type { Parameters } from '../../shell/view.ts';

/** By which column the rows are sorted, and how. */
export interface Sort {
  readonly key: string;
  readonly ascending: boolean;
}

/** What the address says; undefined where it names no column that there is. */
export function sortOf({ sort, order }: Parameters, columns: readonly OverviewColumn[]): Sort | undefined {
  const known = columns.find(({ key }) => key === sort);
  return known && { key: known.key, ascending: order === 'ascending' };
}

/** What the next click on a column makes of the address: best first, then worst first, then by name again. */
export function nextSort(key: string, sort: Sort | undefined): { sort: string | undefined; order: string | undefined } {
  if (sort?.key !== key) return { sort: key, order: undefined };
  return sort.ascending ? { sort: undefined, order: undefined } : { sort: key, order: 'ascending' };
}

/** The rows by their number in that column; those without one come last, in the order that they had. */
export function sortedRows(
  rows: readonly OverviewRow[],
  sort: Sort | undefined,
  columns: readonly OverviewColumn[],
): readonly OverviewRow[] {
  if (sort === undefined) return rows;
  const place = columns.findIndex(({ key }) => key === sort.key);
  const direction = sort.ascending ? 1 : -1;
  const numberOf = (row: OverviewRow) => row.entries[place]?.mean ?? null;
  return rows.toSorted((a, b) => {
    const [one, other] = [numberOf(a), numberOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return direction * (one - other);
  });
}
