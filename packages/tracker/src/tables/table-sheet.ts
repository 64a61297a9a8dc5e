import type { Table, TableValue } from './arrange.ts';
import { describeValue, type Place } from './dimensions.ts';
import type { Grid, GridColumn, GridEntry, Sheet } from './grid.ts';
import type { TableAverage } from './table-averages.ts';
import { labelDimensions, rowLabels, tableTitle } from './table-title.ts';
import { unfinished } from './unfinished.ts';

/** Tables as they are printed. */
export function tableSheet(tables: readonly Table[]): Sheet {
  const hasSeeds = tables.some(({ rows }) => rows.some(({ values }) => values.some((v) => v?.cell.seed !== undefined)));
  return {
    grids: tables.map(toGrid),
    measure: [
      hasSeeds
        ? 'Accuracy in percent of single runs.'
        : 'Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).',
    ],
    remarks: [...averageRemarks(tables), ...facetRemarks(tables)],
  };
}

function toGrid(table: Table): Grid {
  const { layout, columns, rows, averaged, bottom } = table;
  const labels = labelDimensions(table);
  const bottomLine = bottom && {
    labels: labels.map((_, i) => (i === 0 ? 'average' : '')),
    entries: bottom.map(averageEntry),
    isApart: true,
  };
  return {
    title: tableTitle(table),
    labels,
    columns: [
      ...columns.map((place) => toColumn(place, layout.columns)),
      ...(averaged ? [{ heading: averageName(table) }] : []),
    ],
    lines: [
      ...rows.map((row) => ({
        labels: rowLabels(row, labels),
        entries: [...row.values.map(valueEntry), ...(averaged ? [averageEntry(row.average)] : [])],
      })),
      ...(bottomLine ? [bottomLine] : []),
    ],
    notes: unfinished(rows.flatMap(({ values }) => values.flatMap((value) => value?.cell ?? []))),
  };
}

function toColumn(place: Place, dimensions: Table['layout']['columns']): GridColumn {
  const texts = dimensions.map((dimension) => describeValue(dimension, place[dimension] ?? null));
  const heading = texts.pop() as string;
  return texts.length === 0 ? { heading } : { group: texts.join(' · '), heading };
}

function valueEntry(value: TableValue | undefined): GridEntry {
  if (value === undefined) return {};
  const { cell, best, second } = value;
  const { mean, interval, n: done } = cell;
  const planned = done + cell.failed + cell.missing;
  return { mean, interval, best, second, ...(done < planned && { partial: { done, planned } }) };
}

function averageEntry(average: TableAverage | undefined): GridEntry {
  if (average === undefined) return {};
  const { mean, interval, best, second } = average;
  return { mean, interval, best, second };
}

function averageName({ trainedOn }: Table): string {
  return trainedOn === undefined ? 'average' : 'target mean';
}

function averageRemarks(tables: readonly Table[]): string[] {
  const names = new Set(tables.filter(({ averaged, bottom }) => averaged || bottom).map(averageName));
  return [...names].map((name) => {
    const over = name === 'average' ? 'datasets' : 'the sets that were not trained on';
    return `${name}: over ${over}, where all have a value; ± over per-seed averages, where all share their seeds.`;
  });
}

function facetRemarks(tables: readonly Table[]): string[] {
  const added = new Set(tables.flatMap(({ layout }) => layout.added));
  if (added.size === 0) return [];
  const names = [...added].join(', ');
  return [`A table for each ${names}: numbers that differ in what is on neither rows nor columns are never averaged.`];
}
