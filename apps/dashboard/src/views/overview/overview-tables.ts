import {
  type Pivot,
  type PivotRow,
  pivots,
  type Protocol,
  type TableCell,
  type TableValue as PivotValue,
} from '@shotbench/tracker';

/** The pivots of one backbone and shot count in JSON, where `undefined` does not exist. */
export interface OverviewTable {
  readonly backbone: string;
  readonly shots: number;
  readonly datasets: readonly string[];
  readonly averaged: boolean;
  /** Protocol after protocol; the best of a column is that of its protocol. */
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly method: string;
  readonly protocol: Protocol;
  readonly values: readonly (TableValue | null)[];
  readonly average: TableAverage | null;
}

export interface TableValue {
  readonly mean: number | null;
  readonly interval: number | null;
  readonly n: number;
  readonly failed: number;
  readonly missing: number;
  readonly best: boolean;
}

export interface TableAverage {
  readonly mean: number;
  readonly interval: number | null;
  readonly best: boolean;
}

/** One table for each backbone and shot count of the cells; the pivots of its protocols have the same columns. */
export function overviewTables(cells: readonly TableCell[]): OverviewTable[] {
  const tables = new Map<string, Pivot[]>();
  for (const pivot of pivots(cells)) {
    const key = JSON.stringify([pivot.backbone, pivot.shots]);
    tables.set(key, [...(tables.get(key) ?? []), pivot]);
  }
  return [...tables.values()].map((own) => {
    const { backbone, shots, datasets, averaged } = own[0] as Pivot;
    return { backbone, shots, datasets, averaged, rows: own.flatMap(({ rows }) => rows.map(toRow)) };
  });
}

function toRow({ method, protocol, values, average }: PivotRow): TableRow {
  return {
    ...{ method, protocol },
    values: values.map((value) => (value === undefined ? null : toValue(value))),
    average: average ? { mean: average.mean, interval: average.interval ?? null, best: average.best } : null,
  };
}

function toValue({ cell, best }: PivotValue): TableValue {
  const { mean = null, interval = null, n, failed, missing } = cell;
  return { mean, interval, n, failed, missing, best };
}
