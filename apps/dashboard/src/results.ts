import {
  type Pivot,
  type PivotRow,
  pivots,
  type Protocol,
  PROTOCOLS,
  type RunState,
  type TableCell,
  type TableValue as PivotValue,
} from '@shotbench/tracker';

import { curvePanels, type Panel } from './curve-panels.ts';
import type { Snapshot } from './results-reader.ts';

/** What /api/results answers: all that the page shows, with every number as the tracker computed it. */
export interface Results {
  readonly version: string;
  readonly counts: Readonly<Record<RunState, number>>;
  /** All methods in one order, by which each keeps its colour on every backbone. */
  readonly methods: readonly Method[];
  readonly backbones: readonly BackboneResults[];
}

export interface Method {
  readonly name: string;
  readonly protocols: readonly Protocol[];
}

export interface BackboneResults {
  readonly backbone: string;
  /** One for each shot count, ascending. */
  readonly tables: readonly Table[];
  readonly panels: readonly Panel[];
}

/** The pivots of one shot count in JSON, where `undefined` does not exist. */
export interface Table {
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

/** The page's view of a snapshot. */
export function toResults({ version, counts, cells }: Snapshot): Results {
  const tables = pivots(cells);
  const backbones = [...new Set(tables.map(({ backbone }) => backbone))];
  return {
    ...{ version, counts, methods: methodsOf(cells) },
    backbones: backbones.map((backbone) => ({
      backbone,
      tables: byShots(tables.filter((table) => table.backbone === backbone)),
      panels: curvePanels(cells.filter((cell) => cell.backbone === backbone)),
    })),
  };
}

function methodsOf(cells: readonly TableCell[]): Method[] {
  const names = [...new Set(cells.map(({ method }) => method))].sort();
  return names.map((name) => {
    const used = new Set(cells.filter(({ method }) => method === name).map(({ protocol }) => protocol));
    return { name, protocols: PROTOCOLS.filter((protocol) => used.has(protocol)) };
  });
}

/** One table for each shot count; the pivots of its protocols have the same columns. */
function byShots(tables: readonly Pivot[]): Table[] {
  const shotCounts = [...new Set(tables.map(({ shots }) => shots))];
  return shotCounts.map((shots) => {
    const own = tables.filter((table) => table.shots === shots);
    const { datasets, averaged } = own[0] as Pivot;
    return { shots, datasets, averaged, rows: own.flatMap(({ rows }) => rows.map(toRow)) };
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
