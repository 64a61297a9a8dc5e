import type { Table, TableRow } from './arrange.ts';
import { describeValue, type Dimension } from './dimensions.ts';

/** What a title and the labels of rows are made of. */
export interface TitledTable extends Pick<Table, 'layout' | 'facet' | 'trainedOn'> {
  readonly rows: readonly Pick<TableRow, 'place' | 'protocol'>[];
}

/** For example "16 shots · RN50 · protocol fixed"; the protocol is left to the rows where these have several. */
export function tableTitle(table: TitledTable): string {
  const { layout, facet, rows, trainedOn } = table;
  const titles = layout.facets.map((dimension) => describeValue(dimension, facet[dimension] ?? null));
  const isLeftOut = layout.rows.includes('protocol') && !labelDimensions(table).includes('protocol');
  const protocol = isLeftOut ? [`protocol ${rows[0]?.protocol}`] : [];
  return [...titles, ...protocol, ...(trainedOn === undefined ? [] : [`trained on ${trainedOn}`])].join(' · ');
}

/** The dimensions of rows that have a column of labels: protocols beside another one only where there are several. */
export function labelDimensions({ layout, rows }: TitledTable): Dimension[] {
  const isMixed = new Set(rows.map(({ protocol }) => protocol)).size > 1;
  return layout.rows.filter((dimension) => dimension !== 'protocol' || isMixed || layout.rows.length === 1);
}

export function rowLabels({ place }: Pick<TableRow, 'place'>, dimensions: readonly Dimension[]): string[] {
  return dimensions.map((dimension) => String(place[dimension] ?? 'none'));
}
