import type { BaseToNovelRow, BaseToNovelTable } from './base-to-novel-tables.ts';
import type { Grid, GridColumn, GridEntry, Sheet } from './grid.ts';
import { labelDimensions, rowLabels, tableTitle } from './table-title.ts';
import { unfinished } from './unfinished.ts';

const VALUES = { base: 'base', novel: 'novel', h: 'H' } as const;
const AVERAGES = { base: 'base', novel: 'novel', meanOfH: 'mean of H', hOfMeans: 'H of means' } as const;

/** Base-to-novel tables as they are printed: base, novel and H below each dataset, and averages where there are some. */
export function baseToNovelSheet(tables: readonly BaseToNovelTable[]): Sheet {
  return {
    grids: tables.map(toGrid),
    measure: [
      'Accuracy in percent, mean over seeds: of the base classes, which were trained on; of the novel ones, which were only named.',
      'H: the harmonic mean of the two.',
    ],
    remarks: tables.some(({ averaged }) => averaged)
      ? [
          'average: over datasets, where all have a value; mean of H: of the H of each; H of means: the harmonic mean of average base and novel.',
        ]
      : [],
  };
}

function toGrid(table: BaseToNovelTable): Grid {
  const { rows, datasets, averaged } = table;
  const labels = labelDimensions(table);
  return {
    title: `base to novel · ${tableTitle(table)}`,
    labels,
    columns: [
      ...datasets.flatMap((name) => columnsBelow(name, Object.values(VALUES))),
      ...(averaged ? columnsBelow('average', Object.values(AVERAGES)) : []),
    ],
    lines: rows.map((row) => ({ labels: rowLabels(row, labels), entries: entriesOf(row, averaged) })),
    notes: unfinished(rows.flatMap(({ values }) => values.flatMap((value) => value?.cell ?? []))),
  };
}

function columnsBelow(group: string, headings: readonly string[]): GridColumn[] {
  return headings.map((heading) => ({ group, heading }));
}

function entriesOf({ values, average }: BaseToNovelRow, averaged: boolean): GridEntry[] {
  return [
    ...values.flatMap((value) => keysOf(VALUES).map((key) => (value ? { mean: value[key], ...value.marks[key] } : {}))),
    ...(averaged ? keysOf(AVERAGES).map((key) => (average ? { mean: average[key], ...average.marks[key] } : {})) : []),
  ];
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
