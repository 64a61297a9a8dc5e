import { harmonicMean } from '@shotbench/statistics';

import type { Protocol } from '../identity.ts';
import { type Pivot, type PivotRow, pivots, type PivotsOptions } from './pivot.ts';
import type { TableCell } from './table-cell.ts';

/** Methods × datasets of base-to-novel runs at one shot count on one backbone. */
export interface BaseToNovelTable extends Pick<Pivot, 'backbone' | 'shots' | 'datasets' | 'averaged'> {
  readonly rows: readonly BaseToNovelRow[];
}

export interface BaseToNovelRow {
  readonly method: string;
  readonly protocol: Protocol;
  /** In the order of the datasets; undefined where nothing was ever planned. */
  readonly values: readonly (BaseToNovelValue | undefined)[];
  /** Exists only where every averaged dataset has a value. */
  readonly average: BaseToNovelAverage | undefined;
}

/** Percent, of means over seeds; undefined where no run is done. */
export interface BaseToNovelValue {
  readonly base: number | undefined;
  readonly novel: number | undefined;
  /** Harmonic mean of the two. */
  readonly h: number | undefined;
  readonly cell: TableCell;
}

/** Over datasets, each counting the same. The two ways of averaging H differ, and papers do not always say which they print. */
export interface BaseToNovelAverage {
  readonly base: number;
  readonly novel: number;
  /** Mean of the datasets' harmonic means. */
  readonly meanOfH: number;
  /** Harmonic mean of the two means above, what CoCoOp's paper prints as the average (Zhou et al., CVPR 2022, table 1 a). */
  readonly hOfMeans: number;
}

/** The tables that the cells of base-to-novel runs fill; see `pivots`, which arranges them. */
export function baseToNovelTables(cells: readonly TableCell[], options: PivotsOptions = {}): BaseToNovelTable[] {
  const base = cells.filter(({ metric }) => metric === 'base');
  const novel = cells.filter(({ metric }) => metric === 'novel');
  // Metrics of the same runs: equally many cells in the same order.
  const both = base.map((cell, i) => harmonicCell(cell, novel[i] as TableCell));
  const [bases, novels] = [pivots(base, options), pivots(novel, options)];
  return pivots(both, options).map(({ backbone, shots, datasets, averaged, rows }, table) => ({
    ...{ backbone, shots, datasets, averaged },
    rows: rows.map((row, i) => tableRow(row, bases[table]!.rows[i]!, novels[table]!.rows[i]!)),
  }));
}

/** The cell of H: the harmonic mean of the means over seeds, and not the mean of the seeds' harmonic means. */
function harmonicCell(base: TableCell, novel: TableCell): TableCell {
  if (base.mean === undefined || novel.mean === undefined) return base;
  const values = base.values.map((value, i) => harmonicMean(value, novel.values[i] as number));
  return { ...base, mean: harmonicMean(base.mean, novel.mean), values };
}

function tableRow(both: PivotRow, base: PivotRow, novel: PivotRow): BaseToNovelRow {
  const average = both.average && {
    base: base.average!.mean,
    novel: novel.average!.mean,
    meanOfH: both.average.mean,
    hOfMeans: harmonicMean(base.average!.mean, novel.average!.mean),
  };
  return {
    ...{ method: both.method, protocol: both.protocol, average },
    values: both.values.map((value, i) => {
      const means = { base: base.values[i]?.cell.mean, novel: novel.values[i]?.cell.mean };
      return value && { ...means, h: value.cell.mean, cell: value.cell };
    }),
  };
}
