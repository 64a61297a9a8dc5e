import { type Protocol, PROTOCOLS } from '../identity.ts';
import { pivotAverage, type PivotAverage } from './average.ts';
import { compareMethods, compareText } from './order.ts';
import { isOldDataset, type TableCell } from './table-cell.ts';

export interface PivotOptions {
  readonly shots: number;
  readonly backbone: string;
  /** Only rows of this protocol. Default: those of all. */
  readonly protocol?: Protocol;
  /** The columns and their order. Default: all datasets, by name. */
  readonly datasets?: readonly string[];
  /** Columns that averages leave out. Default: none. */
  readonly notAveraged?: readonly string[];
}

export interface PivotValue {
  readonly cell: TableCell;
  /** Whether to print it bold: no other method is better in this column, to two decimals. */
  readonly best: boolean;
}

export interface PivotRow {
  readonly method: string;
  readonly protocol: Protocol;
  /** In the order of the pivot's datasets; undefined where nothing was ever planned. */
  readonly values: readonly (PivotValue | undefined)[];
  /** Exists only where every averaged dataset has a value. */
  readonly average: (PivotAverage & { readonly best: boolean }) | undefined;
}

/** Methods × datasets at one shot count on one backbone, the shape of the tables in papers. */
export interface Pivot {
  readonly backbone: string;
  readonly shots: number;
  /** That of all rows; absent where they may have several. */
  readonly protocol?: Protocol;
  readonly datasets: readonly string[];
  /** The set that all rows were trained on, where the columns are sets that they are tested on. */
  readonly trainedOn?: string;
  /** Whether there is an average column: two datasets or more, older versions of a dataset not counted. */
  readonly averaged: boolean;
  readonly rows: readonly PivotRow[];
}

export interface PivotsOptions extends Pick<PivotOptions, 'datasets' | 'notAveraged'> {
  /**
   * Whether rows of all protocols share a table and compete in it. Default false: numbers whose hyper-parameters were chosen in different
   * ways are not comparable.
   */
  readonly mixProtocols?: boolean;
}

/** Every pivot that the cells fill, by backbone, shot count and protocol; those of one shot count have the same columns. */
export function pivots(cells: readonly TableCell[], options: PivotsOptions = {}): Pivot[] {
  const { mixProtocols = false, notAveraged = [] } = options;
  const backbones = [...new Set(cells.map(({ backbone }) => backbone))].sort(compareText);
  return backbones.flatMap((backbone) => {
    const own = cells.filter((cell) => cell.backbone === backbone);
    const shotCounts = [...new Set(own.map(({ shots }) => shots))].sort((a, b) => a - b);
    return shotCounts.flatMap((shots) => {
      const there = own.filter((cell) => cell.shots === shots);
      const datasets = options.datasets ?? datasetsOf(there);
      if (mixProtocols) return [pivot(cells, { backbone, shots, datasets, notAveraged })];
      const used = PROTOCOLS.filter((protocol) => there.some((cell) => cell.protocol === protocol));
      return used.map((protocol) => pivot(cells, { backbone, shots, protocol, datasets, notAveraged }));
    });
  });
}

function datasetsOf(cells: readonly TableCell[]): string[] {
  return [...new Set(cells.map(({ dataset }) => dataset))].sort(compareText);
}

/** The table of one shot count and backbone. */
export function pivot(cells: readonly TableCell[], options: PivotOptions): Pivot {
  const { backbone, shots, protocol: only, notAveraged = [] } = options;
  const all = cells.filter(
    (cell) => cell.backbone === backbone && cell.shots === shots && (only === undefined || cell.protocol === only),
  );
  const datasets = options.datasets ?? datasetsOf(all);
  const shown = all.filter(({ dataset }) => datasets.includes(dataset));
  // `name@hash` is the same dataset once more, and would count twice.
  const isOld = (name: string) => cells.some((cell) => cell.dataset === name && isOldDataset(cell));
  const current = datasets.filter((name) => !notAveraged.includes(name) && !isOld(name));
  const averaged = current.length >= 2;

  const lines = new Map<string, TableCell[]>();
  for (const cell of shown) {
    const line = JSON.stringify([cell.method, cell.protocol]);
    lines.set(line, [...(lines.get(line) ?? []), cell]);
  }
  const rows = [...lines.values()]
    .map((line) => {
      const find = (name: string) => line.find(({ dataset }) => dataset === name);
      const { method, protocol } = line[0] as TableCell;
      const average = averaged ? pivotAverage(current.map(find)) : undefined;
      return { method, protocol, cells: datasets.map(find), average };
    })
    .sort(compareMethods);

  // Numbers tuned on test data are an upper bound, which nothing has to beat.
  const contenders = rows.filter(({ protocol }) => protocol !== 'test-oracle');
  const bests = datasets.map((_, column) => bestOf(contenders.map((row) => row.cells[column]?.mean)));
  const bestAverage = bestOf(contenders.map(({ average }) => average?.mean));
  return {
    ...{ backbone, shots, datasets, averaged },
    ...(only && { protocol: only }),
    rows: rows.map(({ method, protocol, cells: line, average }) => {
      const isBest = (mean: number | undefined, best: number | undefined) =>
        protocol !== 'test-oracle' && mean !== undefined && rounded(mean) === best;
      return {
        ...{ method, protocol },
        values: line.map((cell, column) => cell && { cell, best: isBest(cell.mean, bests[column]) }),
        average: average && { ...average, best: isBest(average.mean, bestAverage) },
      };
    }),
  };
}

/** The best rounded mean of a column; undefined where there is no contest. */
function bestOf(means: readonly (number | undefined)[]): number | undefined {
  const values = means.filter((mean) => mean !== undefined).map(rounded);
  return values.length < 2 ? undefined : Math.max(...values);
}

/** As printed: two decimals, beyond which nobody should call a winner. */
function rounded(mean: number): number {
  return Number(mean.toFixed(2));
}
