import { harmonicMean } from '@shotbench/statistics';

import type { ArrangeOptions, TableRow } from './arrange.ts';
import { type Mark, markContest } from './marks.ts';
import { type Pivot, type PivotRow, pivots } from './pivot.ts';
import type { TableCell } from './table-cell.ts';

/** Methods × datasets of base-to-novel runs at one shot count on one backbone. */
export interface BaseToNovelTable extends Omit<Pivot, 'rows' | 'columns'> {
  readonly rows: readonly BaseToNovelRow[];
}

export interface BaseToNovelRow extends Pick<TableRow, 'place' | 'protocol'> {
  readonly method: string;
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
  /** How each stands among the methods. */
  readonly marks: Readonly<Record<'base' | 'novel' | 'h', Mark>>;
}

/** Over datasets, each counting the same. The two ways of averaging H differ, and papers do not always say which they print. */
export interface BaseToNovelAverage {
  readonly base: number;
  readonly novel: number;
  /** Mean of the datasets' harmonic means. */
  readonly meanOfH: number;
  /** Harmonic mean of the two means above, what CoCoOp's paper prints as the average (Zhou et al., CVPR 2022, table 1 a). */
  readonly hOfMeans: number;
  readonly marks: Readonly<Record<'base' | 'novel' | 'meanOfH' | 'hOfMeans', Mark>>;
}

/** The tables that the cells of base-to-novel runs fill; see `pivots`, which arranges them. */
export function baseToNovelTables(cells: readonly TableCell[], options: ArrangeOptions = {}): BaseToNovelTable[] {
  const base = cells.filter(({ metric }) => metric === 'base');
  const novel = cells.filter(({ metric }) => metric === 'novel');
  // Metrics of the same runs: equally many cells in the same order.
  const both = base.map((cell, i) => harmonicCell(cell, novel[i] as TableCell));
  const [bases, novels] = [pivots(base, options), pivots(novel, options)];
  return pivots(both, options).map((table, t) => {
    const parts = table.rows.map((row, i) => ({ both: row, base: bases[t]!.rows[i]!, novel: novels[t]!.rows[i]! }));
    const hOfMeans = parts.map((part) => {
      return part.both.average && harmonicMean(part.base.average!.mean, part.novel.average!.mean);
    });
    // A harmonic mean of averages has no seeds, so only equal ones tie.
    const contest = parts.map(({ both: { protocol } }, i) => ({ mean: hOfMeans[i], seeds: [], values: [], protocol }));
    const marks = markContest(contest);
    return {
      ...table,
      rows: parts.map((part, i) => tableRow(part, hOfMeans[i], marks[i] as Mark)),
    };
  });
}

/** The cell of H: the harmonic mean of the means over seeds, and not the mean of the seeds' harmonic means. */
function harmonicCell(base: TableCell, novel: TableCell): TableCell {
  if (base.mean === undefined || novel.mean === undefined) return base;
  const values = base.values.map((value, i) => harmonicMean(value, novel.values[i] as number));
  return { ...base, mean: harmonicMean(base.mean, novel.mean), values };
}

interface RowParts {
  readonly both: PivotRow;
  readonly base: PivotRow;
  readonly novel: PivotRow;
}

function tableRow({ both, base, novel }: RowParts, hOfMeans: number | undefined, mark: Mark): BaseToNovelRow {
  const average = both.average && {
    base: base.average!.mean,
    novel: novel.average!.mean,
    meanOfH: both.average.mean,
    hOfMeans: hOfMeans as number,
    marks: {
      ...{ base: markOf(base.average!), novel: markOf(novel.average!), meanOfH: markOf(both.average) },
      hOfMeans: mark,
    },
  };
  return {
    ...{ method: both.method, place: both.place, protocol: both.protocol, average },
    values: both.values.map((h, i) => {
      const [ofBase, ofNovel] = [base.values[i], novel.values[i]];
      if (!h || !ofBase || !ofNovel) return undefined;
      const means = { base: ofBase.cell.mean, novel: ofNovel.cell.mean, h: h.cell.mean };
      return { ...means, cell: h.cell, marks: { base: markOf(ofBase), novel: markOf(ofNovel), h: markOf(h) } };
    }),
  };
}

function markOf({ best, second }: Mark): Mark {
  return { best, second };
}
