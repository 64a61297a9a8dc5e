import type { Protocol } from '../identity.ts';
import { comparePlaces, type Dimension, type Place, placeIds, placeOf } from './dimensions.ts';
import { groupBy } from './group-by.ts';
import { completeLayout, type CompleteLayout, type Layout } from './layout.ts';
import { type Mark, markCells, type MarkOptions } from './marks.ts';
import { placesOf } from './places-of.ts';
import { averagesOf, type TableAverage } from './table-averages.ts';
import { isOldDataset, type TableCell } from './table-cell.ts';

/** A cell and how it stands among the methods. */
export interface TableValue extends Mark {
  readonly cell: TableCell;
}

export interface TableRow {
  readonly place: Place;
  readonly protocol: Protocol;
  /** In the order of the columns; undefined where nothing was ever planned. */
  readonly values: readonly (TableValue | undefined)[];
  /** Exists only where datasets are the columns and every averaged one has a value. */
  readonly average: TableAverage | undefined;
}

/** Cells in rows and columns. */
export interface Table {
  readonly layout: CompleteLayout;
  /** What all of its cells share. */
  readonly facet: Place;
  readonly columns: readonly Place[];
  readonly rows: readonly TableRow[];
  /** Whether there is an average column: datasets are the columns, two or more, older versions of a dataset not counted. */
  readonly averaged: boolean;
  /** Where datasets are the rows, two or more, the average of each column. */
  readonly bottom?: readonly (TableAverage | undefined)[];
  /** The set that all rows were trained on, where the columns are sets that they are tested on. */
  readonly trainedOn?: string;
}

export interface ArrangeOptions extends MarkOptions {
  /** The datasets that are shown, in their order; as columns also those without cells. Default: all, by name. */
  readonly datasets?: readonly string[];
  /** Datasets that averages leave out. Default: none. */
  readonly notAveraged?: readonly string[];
}

/** Tables come in this order, whatever order their facets were asked for in. */
const TABLE_ORDER: readonly Dimension[] = ['backbone', 'dataset', 'method', 'shots', 'seed', 'protocol'];

/**
 * Every table that the cells fill in a layout; see {@link completeLayout} for dimensions that the layout leaves out. Tables that differ in
 * their protocol only have the same columns. Cells of several metrics are not told apart, and are to be arranged one metric at a time.
 * @throws ShotbenchError `TABLE_LAYOUT`.
 */
export function arrange(cells: readonly TableCell[], layout: Layout, options: ArrangeOptions = {}): Table[] {
  const { datasets, notAveraged = [], mixProtocols = false } = options;
  const shown = datasets ? cells.filter(({ dataset }) => datasets.includes(dataset)) : cells;
  const complete = completeLayout(shown, layout, mixProtocols);
  const { facets } = complete;
  // `name@hash` is the same dataset once more, and would count twice.
  const left = new Set([...notAveraged, ...shown.filter(isOldDataset).map(({ dataset }) => dataset)]);
  const context: Context = {
    ...{ complete, options, marks: markCells(shown, options) },
    isAveraged: ({ dataset }) => !left.has(String(dataset)),
  };
  const shared = facets.filter((dimension) => dimension !== 'protocol');
  const order = comparePlaces(TABLE_ORDER.filter((dimension) => facets.includes(dimension)));
  return groupBy(shown, placeIds(shared))
    .flatMap((family) => {
      const columns = columnsOf(family, complete, datasets);
      return groupBy(family, placeIds(facets)).map((own) => toTable(own, columns, context));
    })
    .sort((a, b) => order(a.facet, b.facet));
}

interface Context {
  readonly complete: CompleteLayout;
  readonly marks: ReadonlyMap<TableCell, Mark>;
  readonly options: ArrangeOptions;
  readonly isAveraged: (place: Place) => boolean;
}

function columnsOf(cells: readonly TableCell[], { columns }: Layout, datasets?: readonly string[]): Place[] {
  if (datasets && isOnlyDataset(columns)) return datasets.map((dataset) => ({ dataset }));
  return placesOf(cells, columns, datasets);
}

function toTable(cells: readonly TableCell[], columns: readonly Place[], context: Context): Table {
  const { complete, marks, options, isAveraged } = context;
  const places = placesOf(cells, complete.rows, options.datasets);
  const lines = linesOf(cells, complete, { places, columns });

  const column = (index: number) => lines.map((line) => line[index]);
  const ofSets = (line: readonly (TableCell | undefined)[], sets: readonly Place[]) =>
    line.filter((_, i) => isAveraged(sets[i] as Place));

  const across = isOnlyDataset(complete.columns) && columns.filter(isAveraged).length >= 2;
  const down = isOnlyDataset(complete.rows) && places.filter(isAveraged).length >= 2;
  const rowLines = places.map((place, row) => ({ place, cells: ofSets(lines[row]!, columns) }));
  const averages = across ? averagesOf(rowLines, options) : [];
  const columnLines = columns.map((place, i) => ({ place, cells: ofSets(column(i), places) }));
  return {
    layout: complete,
    facet: placeOf(cells[0] as TableCell, complete.facets),
    ...{ columns, averaged: across },
    rows: places.map((place, row) => ({
      place,
      protocol: (lines[row]!.find((cell) => cell !== undefined) as TableCell).protocol,
      values: lines[row]!.map((cell) => cell && toValue(cell, marks.get(cell) as Mark)),
      average: averages[row],
    })),
    ...(down && { bottom: averagesOf(columnLines, options) }),
  };
}

function toValue(cell: TableCell, { best, second }: Mark): TableValue {
  return { cell, best, second };
}

/** The cell in each row and column. */
function linesOf(
  cells: readonly TableCell[],
  layout: Layout,
  { places, columns }: { readonly places: readonly Place[]; readonly columns: readonly Place[] },
): (TableCell | undefined)[][] {
  const [rowOf, columnOf] = [placeIds(layout.rows), placeIds(layout.columns)];
  const rows = new Map<number, Map<number, TableCell>>();
  for (const cell of cells) {
    const [row, column] = [rowOf(cell), columnOf(cell)];
    const line = rows.get(row) ?? new Map<number, TableCell>();
    if (line.has(column)) throw new Error(`two cells of ${cell.method} on ${cell.dataset} are in one place of a table`);
    rows.set(row, line.set(column, cell));
  }
  return places.map((row) => {
    const line = rows.get(rowOf(row));
    return columns.map((column) => line?.get(columnOf(column)));
  });
}

function isOnlyDataset(dimensions: readonly Dimension[]): boolean {
  return dimensions.length === 1 && dimensions[0] === 'dataset';
}
