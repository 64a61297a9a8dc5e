import type { BaseToNovelRow, BaseToNovelTable, Mark } from '@shotbench/tracker';

import { averageColumn } from './average-column.ts';
import type { OverviewColumn, OverviewEntry, OverviewRow } from './overview-table.ts';
import type { TablePart } from './overview-tables.ts';

const VALUES = { base: 'base', novel: 'novel', h: 'H' } as const;
const AVERAGES = { base: 'base', novel: 'novel', meanOfH: 'mean of H', hOfMeans: 'H of means' } as const;

/** Base-to-novel tables with base, novel and H below each dataset, and the averages in the end. */
export function baseToNovelParts(tables: readonly BaseToNovelTable[]): TablePart[] {
  return tables.map(({ backbone, shots, datasets, averaged, rows }) => {
    const values = datasets.flatMap((dataset) =>
      Object.values(VALUES).map((heading): OverviewColumn => ({
        ...{ key: `${dataset} ${heading}`, group: dataset, heading, dataset, shots, kind: 'value' },
      })),
    );
    const averages = Object.values(AVERAGES).map((heading) => averageColumn(values, heading, 'average'));
    return {
      ...{ backbone, shots, trainedOn: null },
      columns: averaged ? [...values, ...averages] : values,
      rows: rows.map((row) => toRow(row, averaged)),
      cells: rows.map((row) => [
        ...row.values.flatMap((value) => Object.keys(VALUES).map(() => value?.cell)),
        ...(averaged ? averages.map(() => undefined) : []),
      ]),
    };
  });
}

function toRow({ method, protocol, values, average }: BaseToNovelRow, averaged: boolean): OverviewRow {
  const own = values.flatMap((value) =>
    keysOf(VALUES).map((key): OverviewEntry | null => {
      if (value === undefined) return null;
      const { n, failed, missing } = value.cell;
      return entry(value[key], value.marks[key], { n, failed, missing });
    }),
  );
  const last = keysOf(AVERAGES).map((key) => {
    return average ? entry(average[key], average.marks[key], { n: null, failed: 0, missing: 0 }) : null;
  });
  return { method, protocol, entries: averaged ? [...own, ...last] : own };
}

function entry(
  mean: number | undefined,
  { best, second }: Mark,
  counts: Pick<OverviewEntry, 'n' | 'failed' | 'missing'>,
): OverviewEntry {
  return { mean: mean ?? null, interval: null, ...counts, best, second };
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
