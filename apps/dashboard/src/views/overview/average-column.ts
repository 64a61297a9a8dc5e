import type { OverviewColumn } from './overview-table.ts';

/** The column of averages; a dataset of that name keeps it. */
export function averageColumn(others: readonly OverviewColumn[], heading: string, group: string | null = null) {
  const name = group === null ? heading : `${group} ${heading}`;
  const key = others.some((column) => column.key === name) ? `${name} of all` : name;
  return { ...{ key, group, heading, dataset: null, shots: null }, kind: 'average' } satisfies OverviewColumn;
}
