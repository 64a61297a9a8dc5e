import {
  type Pivot,
  pivots,
  type PivotValue,
  type Protocol,
  PROTOCOLS,
  type RunState,
  type TableCell,
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

/** A pivot in JSON, where `undefined` does not exist. */
export interface Table {
  readonly shots: number;
  readonly datasets: readonly string[];
  readonly averaged: boolean;
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
      tables: tables.filter((table) => table.backbone === backbone).map(toTable),
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

function toTable({ shots, datasets, averaged, rows }: Pivot): Table {
  return {
    ...{ shots, datasets, averaged },
    rows: rows.map(({ method, protocol, values, average }) => ({
      ...{ method, protocol },
      values: values.map((value) => (value === undefined ? null : toValue(value))),
      average: average ? { mean: average.mean, interval: average.interval ?? null, best: average.best } : null,
    })),
  };
}

function toValue({ cell, best }: PivotValue): TableValue {
  const { mean = null, interval = null, n, failed, missing } = cell;
  return { mean, interval, n, failed, missing, best };
}
