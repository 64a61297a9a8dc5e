import { holm, mean, tieGroups } from '@shotbench/statistics';

import type { Protocol } from '../identity.ts';
import { compareText } from '../tables/order.ts';
import { isOldDataset, type TableCell } from '../tables/table-cell.ts';
import { type Comparison, compareValues } from './compare-values.ts';
import { valueOfSeed } from './value-of-seed.ts';

/** Methods of one shot count on one backbone in groups that cannot be told apart. */
export interface Ranking {
  readonly backbone: string;
  readonly shots: number;
  /** That of all rows; absent where several compete. */
  readonly protocol?: Protocol;
  /** What pairs the methods' values: datasets, each by its mean over seeds; or the seeds of the only dataset. */
  readonly pairedBy: 'datasets' | 'seeds';
  readonly names: readonly string[];
  /** Best first. */
  readonly rows: readonly RankedMethod[];
}

export interface RankedMethod {
  readonly method: string;
  readonly protocol: Protocol;
  /** Of the values it has; percent. */
  readonly mean: number;
  readonly n: number;
  /** 1 for the best and those not told apart from it: see `tieGroups`. */
  readonly group: number;
  /** Its values less those of the best, p-values adjusted by Holm over the methods; absent for the method with the highest mean, and for those that share nothing with it. */
  readonly toBest?: Comparison;
}

export interface RankOptions {
  /** Whether methods of all protocols compete. Default false. */
  readonly mixProtocols?: boolean;
}

/** The ranking of each backbone, shot count and protocol of few-shot cells; tuning on test data takes no part. */
export function rankMethods(cells: readonly TableCell[], { mixProtocols = false }: RankOptions = {}): Ranking[] {
  const there = cells.filter((cell) => cell.protocol !== 'test-oracle' && cell.n > 0 && !isOldDataset(cell));
  const blocks = new Map<string, TableCell[]>();
  for (const cell of there) {
    const block = JSON.stringify([cell.backbone, cell.shots, mixProtocols ? null : cell.protocol]);
    blocks.set(block, [...(blocks.get(block) ?? []), cell]);
  }
  return [...blocks.values()]
    .map((block) => ranking(block, mixProtocols))
    .sort(
      (a, b) =>
        compareText(a.backbone, b.backbone) || a.shots - b.shots || compareText(a.protocol ?? '', b.protocol ?? ''),
    );
}

function ranking(block: readonly TableCell[], mixProtocols: boolean): Ranking {
  const { backbone, shots, protocol } = block[0]!;
  const datasets = [...new Set(block.map(({ dataset }) => dataset))].sort(compareText);
  const pairedBy = datasets.length > 1 ? 'datasets' : 'seeds';
  const seeds = [...new Set(block.flatMap((cell) => cell.seeds))].sort((a, b) => (a ?? -1) - (b ?? -1));
  const names = pairedBy === 'datasets' ? datasets : seeds.map((seed) => `seed ${seed ?? '-'}`);

  const lines = new Map<string, TableCell[]>();
  for (const cell of block) {
    const line = JSON.stringify([cell.method, cell.protocol]);
    lines.set(line, [...(lines.get(line) ?? []), cell]);
  }
  const rows = [...lines.values()].map((line) => {
    const only = line[0]!;
    const values =
      pairedBy === 'datasets'
        ? datasets.map((name) => line.find(({ dataset }) => dataset === name)?.mean)
        : seeds.map((seed) => valueOfSeed(only, seed));
    return { method: only.method, protocol: only.protocol, values };
  });
  return {
    ...{ backbone, shots, pairedBy, names },
    ...(!mixProtocols && { protocol }),
    rows: ranked(rows),
  };
}

interface Row {
  readonly method: string;
  readonly protocol: Protocol;
  readonly values: readonly (number | undefined)[];
}

function ranked(rows: readonly Row[]): RankedMethod[] {
  const places = tieGroups(rows.map(({ values }) => values));
  const ordered = rows
    .map((row, i) => {
      const known = row.values.filter((value) => value !== undefined);
      return { ...row, mean: mean(known), n: known.length, group: places[i]!.group };
    })
    .sort((a, b) => a.group - b.group || b.mean - a.mean || compareText(a.method, b.method));
  const best = ordered.reduce((first, row) => (row.mean > first.mean ? row : first));
  const comparisons = ordered.map((row) => (row === best ? undefined : compareValues(row.values, best.values)));
  const adjusted = adjust(comparisons);
  return ordered.map(({ method, protocol, mean: average, n, group }, i) => ({
    ...{ method, protocol, mean: average, n, group },
    ...(adjusted[i] && { toBest: adjusted[i] }),
  }));
}

/** The comparisons with their p-values adjusted by Holm. */
function adjust(comparisons: readonly (Comparison | undefined)[]): (Comparison | undefined)[] {
  const tested = comparisons.filter((comparison) => comparison?.p !== undefined);
  const p = holm(tested.map((comparison) => comparison!.p!));
  const wilcoxonP = holm(tested.map((comparison) => comparison!.wilcoxonP!));
  return comparisons.map((comparison) => {
    const i = tested.indexOf(comparison);
    return comparison && i >= 0 ? { ...comparison, p: p[i]!, wilcoxonP: wilcoxonP[i]! } : comparison;
  });
}
