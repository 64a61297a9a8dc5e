import { type Protocol, PROTOCOLS } from '../identity.ts';
import { arrange, type ArrangeOptions, type Table, type TableRow } from './arrange.ts';
import { PAPER_LAYOUT } from './layout.ts';
import type { TableCell } from './table-cell.ts';

export interface PivotRow extends TableRow {
  readonly method: string;
}

/** Methods × datasets at one shot count on one backbone, the shape of the tables in papers. */
export interface Pivot extends Table {
  readonly backbone: string;
  readonly shots: number;
  /** That of all rows; absent where they may have several. */
  readonly protocol?: Protocol;
  readonly datasets: readonly string[];
  readonly rows: readonly PivotRow[];
}

/** Every pivot that the cells fill, by backbone, shot count and protocol; those of one shot count have the same columns. */
export function pivots(cells: readonly TableCell[], options: ArrangeOptions = {}): Pivot[] {
  return arrange(cells, PAPER_LAYOUT, options).map((table) => {
    const { backbone, shots, protocol } = table.facet;
    const known = PROTOCOLS.find((name) => name === protocol);
    return {
      ...table,
      ...{ backbone: String(backbone), shots: Number(shots), ...(known && { protocol: known }) },
      datasets: table.columns.map(({ dataset }) => String(dataset)),
      rows: table.rows.map((row) => ({ ...row, method: String(row.place.method) })),
    };
  });
}
