import { mean } from '@shotbench/statistics';

import { UNKNOWN_DATASET_HASH } from '../identity.ts';
import type { RunSummary } from '../run-summary.ts';
import { pivotAverage } from '../tables/average.ts';
import { groupBy } from '../tables/group-by.ts';
import { compareMethods, compareText } from '../tables/order.ts';
import { isOldDataset, type TableCell } from '../tables/table-cell.ts';
import type { MethodCost, Series } from './method-cost.ts';

export interface SummarizeCostsOptions {
  readonly backbone: string;
  readonly shots: number;
  /** Default: the average over the datasets that all shown methods have a value on. */
  readonly dataset?: string | undefined;
  /** Methods that are not shown, nor asked what datasets they have. */
  readonly without?: readonly Series[] | undefined;
  /** Only what was computed there counts for the costs, by its name; accuracies are over all runs. */
  readonly machine?: string | undefined;
}

/** What the costs are made of. */
export interface CostSource {
  /** All few-shot cells, as tables have them. */
  readonly cells: readonly TableCell[];
  /** The runs of the cells by their keys. */
  readonly runs: ReadonlyMap<string, RunSummary>;
  /** The names of the machines by the keys of the runs; see `machineName`. */
  readonly machines: ReadonlyMap<string, string>;
}

/** Methods at one shot count of one backbone. */
export interface Costs {
  readonly backbone: string;
  readonly shots: number;
  /** Null for an average. */
  readonly dataset: string | null;
  /** What the numbers are over. */
  readonly datasets: readonly string[];
  /** Datasets that not all shown methods have a value on, with those that lack it. */
  readonly leftOut: readonly { readonly dataset: string; readonly lacking: readonly Series[] }[];
  readonly machine: string | null;
  /** All machines that shown methods were run on, whichever is chosen, with their number of runs; most runs first. */
  readonly machines: readonly { readonly name: string; readonly runs: number }[];
  /** In the order of tables. */
  readonly rows: readonly MethodCost[];
  /** Methods that were asked to be left out. */
  readonly without: readonly Series[];
  /** Methods that have planned runs here, but none that is done. */
  readonly unfinished: readonly Series[];
  /** How many rows of older versions (of the engine or the settings) are left out. */
  readonly superseded: number;
}

/**
 * What methods reach and cost at one place. Only datasets that all shown methods have a value on are averaged, as nothing else could be
 * compared.
 */
export function summarizeCosts(source: CostSource, options: SummarizeCostsOptions): Costs {
  const { backbone, shots, dataset, without = [], machine } = options;
  const here = source.cells.filter((cell) => cell.backbone === backbone && cell.shots === shots);
  const asked = here.filter((cell) => (dataset === undefined ? !isOldDataset(cell) : cell.dataset === dataset));
  const current = asked.filter(({ superseded }) => !superseded);
  const hidden = new Set(without.map(seriesKey));
  const lines = groupBy(current, seriesKey).sort(([a], [b]) => compareMethods(a!, b!));
  const wanted = lines.filter(([cell]) => !hidden.has(seriesKey(cell!)));
  const shown = wanted.filter((cells) => cells.some(({ n }) => n > 0));

  const { datasets, leftOut } = sharedDatasets(shown);
  const rows = datasets.length === 0 ? [] : shown.map((cells) => methodCost(source, { cells, datasets, machine }));
  return {
    ...{ backbone, shots, datasets, leftOut, rows },
    dataset: dataset ?? null,
    machine: machine ?? null,
    machines: machinesOf(source, shown),
    without: lines.filter(([cell]) => hidden.has(seriesKey(cell!))).map(seriesOf),
    unfinished: wanted.filter((cells) => cells.every(({ n }) => n === 0)).map(seriesOf),
    superseded: groupBy(asked, seriesKey).filter((cells) => cells.every(({ superseded }) => superseded)).length,
  };
}

function seriesKey({ method, protocol }: Series): string {
  return JSON.stringify([method, protocol]);
}

function seriesOf(cells: readonly TableCell[]): Series {
  const { method, protocol } = cells[0]!;
  return { method, protocol };
}

function sharedDatasets(lines: readonly (readonly TableCell[])[]): Pick<Costs, 'datasets' | 'leftOut'> {
  const names = [...new Set(lines.flatMap((cells) => cells.map(({ dataset }) => dataset)))].sort(compareText);
  const lackingOn = (name: string) =>
    lines.filter((cells) => !cells.some(({ dataset, n }) => dataset === name && n > 0)).map(seriesOf);
  const all = names.map((dataset) => ({ dataset, lacking: lackingOn(dataset) }));
  return {
    datasets: all.filter(({ lacking }) => lacking.length === 0).map(({ dataset }) => dataset),
    leftOut: all.filter(({ lacking }) => lacking.length > 0),
  };
}

interface CostAsked {
  /** Of one method. */
  readonly cells: readonly TableCell[];
  readonly datasets: readonly string[];
  readonly machine: string | undefined;
}

function methodCost(source: CostSource, { cells, datasets, machine }: CostAsked): MethodCost {
  const own = cells.filter(({ dataset, n }) => datasets.includes(dataset) && n > 0);
  const average = pivotAverage(own)!;
  const byDataset = own.map((cell) =>
    doneRuns(source, cell).filter(({ key }) => machine === undefined || source.machines.get(key) === machine),
  );
  const timed = byDataset.flat();
  const over = (valueOf: (run: RunSummary) => number | null) => {
    const means = byDataset.map((runs) => {
      const known = runs.flatMap((run) => valueOf(run) ?? []);
      return known.length === 0 ? undefined : mean(known);
    });
    return means.some((value) => value === undefined) ? null : mean(means as number[]);
  };
  return {
    ...seriesOf(cells),
    accuracy: average.mean,
    interval: average.interval ?? null,
    n: own.reduce((sum, { n }) => sum + n, 0),
    timed: timed.length,
    machines: new Set(timed.flatMap(({ key }) => source.machines.get(key) ?? [])).size,
    fitSeconds: over((run) => known(run, run.fitSeconds)),
    evaluateSecondsPerImage: over((run) => perImage(known(run, run.evaluateSeconds), run.testCount)),
    cpuSeconds: over(({ cpuSeconds }) => cpuSeconds),
    trainableParameters: over((run) => known(run, run.trainableParameters)),
    peakMemoryBytes: over(({ peakMemoryBytes }) => peakMemoryBytes),
  };
}

/** Runs from elsewhere have 0 for what their files do not tell. */
function known({ kind }: RunSummary, value: number | null): number | null {
  return value === 0 && kind.datasetHash === UNKNOWN_DATASET_HASH ? null : value;
}

function perImage(seconds: number | null, images: number | null): number | null {
  return seconds === null || images === null || images === 0 ? null : seconds / images;
}

function doneRuns({ runs }: CostSource, { keys }: TableCell): RunSummary[] {
  return keys.flatMap((key) => {
    const run = runs.get(key);
    return run === undefined || run.accuracy === null ? [] : [run];
  });
}

function machinesOf(source: CostSource, lines: readonly (readonly TableCell[])[]): Costs['machines'] {
  const counts = new Map<string, number>();
  for (const cell of lines.flat()) {
    for (const { key } of doneRuns(source, cell)) {
      const name = source.machines.get(key);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([name, runs]) => ({ name, runs }))
    .sort((a, b) => b.runs - a.runs || compareText(a.name, b.name));
}
