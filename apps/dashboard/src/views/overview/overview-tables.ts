import {
  arrange,
  baseToNovelTables,
  type Table,
  type TableAverage,
  type TableCell,
  type TableRow,
  type TableValue,
  targetTables,
} from '@shotbench/tracker';

import { averageColumn } from './average-column.ts';
import { baseToNovelParts } from './base-to-novel-parts.ts';
import type { OverviewColumn, OverviewEntry, OverviewRow, OverviewTable } from './overview-table.ts';
import { layoutOf, type OverviewQuery } from './overview-query.ts';

/** A table, and behind each of its entries the cell that it is of, which only the server needs. */
export interface MadeTable extends OverviewTable {
  readonly cells: readonly (readonly (TableCell | undefined)[])[];
}

/** Parts that tables of different protocols share. */
export interface TablePart extends Pick<MadeTable, 'columns' | 'rows' | 'cells' | 'trainedOn'> {
  readonly backbone: string;
  readonly shots: number | null;
}

/** The tables of the cells, as the command line arranges them: those that differ in their protocol only in one. */
export function overviewTables(cells: readonly TableCell[], asked: OverviewQuery): MadeTable[] {
  const groups = new Map<string, TablePart[]>();
  for (const part of partsOf(cells, asked)) {
    const { backbone, shots, trainedOn, columns } = part;
    const key = JSON.stringify([backbone, shots, trainedOn, columns]);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].map((parts) => {
    const { backbone, shots, trainedOn, columns } = parts[0]!;
    const made = parts.flatMap((part) => part.cells);
    return {
      ...{ backbone, shots, trainedOn, columns, dataset: asked.dataset ?? null },
      rows: parts.flatMap(({ rows }) => rows),
      ...unfinished(made.flat()),
      cells: made,
    };
  });
}

function partsOf(cells: readonly TableCell[], asked: OverviewQuery): TablePart[] {
  const mixProtocols = asked.mix !== undefined;
  if (asked.evaluation === 'base-to-novel') return baseToNovelParts(baseToNovelTables(cells, { mixProtocols }));
  const layout = layoutOf(asked);
  const tables =
    asked.evaluation === 'few-shot'
      ? arrange(cells, layout, { mixProtocols })
      : targetTables(cells, { mixProtocols, layout });
  return tables.map(toPart);
}

function toPart(table: Table): TablePart {
  const { facet, columns, rows, averaged, trainedOn } = table;
  const values = columns.map(({ dataset, shots }): OverviewColumn => {
    const heading = dataset === undefined ? String(shots) : String(dataset);
    return {
      ...{ key: heading, group: null, heading, kind: 'value' },
      dataset: dataset === undefined ? null : (trainedOn ?? heading),
      shots: shots === undefined ? Number(facet.shots) : Number(shots),
    };
  });
  const average = trainedOn === undefined ? 'average' : 'target mean';
  return {
    backbone: String(facet.backbone),
    shots: facet.shots === undefined ? null : Number(facet.shots),
    trainedOn: trainedOn ?? null,
    columns: averaged ? [...values, averageColumn(values, average)] : values,
    rows: rows.map((row) => toRow(row, averaged)),
    cells: rows.map((row) => [...row.values.map((value) => value?.cell), ...(averaged ? [undefined] : [])]),
  };
}

function toRow({ place, protocol, values, average }: TableRow, averaged: boolean): OverviewRow {
  const entries = values.map((value) => value && valueEntry(value));
  const all = averaged ? [...entries, average && averageEntry(average)] : entries;
  return { method: String(place.method), protocol, entries: all.map((entry) => entry ?? null) };
}

function valueEntry({ cell, best, second }: TableValue): OverviewEntry {
  const { mean = null, interval = null, n, failed, missing } = cell;
  return { mean, interval, n, failed, missing, best, second };
}

function averageEntry(average: TableAverage): OverviewEntry {
  const { mean, interval = null, n = null, best, second } = average;
  return { mean, interval, n, failed: 0, missing: 0, best, second };
}

/** Runs without a number; several columns may show numbers of the same runs, which count once. */
function unfinished(cells: readonly (TableCell | undefined)[]) {
  const distinct = new Map(cells.flatMap((cell) => (cell ? [[cell.keys[0], cell] as const] : [])));
  let [failed, missing] = [0, 0];
  for (const cell of distinct.values()) {
    failed += cell.failed;
    missing += cell.missing;
  }
  return { failed, missing };
}
