import { holm, mean, minimumDetectableDifference, pairedT } from '@shotbench/statistics';

import { groupBy } from '../tables/group-by.ts';
import { compareSeeds, compareText } from '../tables/order.ts';
import { isOldDataset, type TableCell } from '../tables/table-cell.ts';
import { chooseContenders, type Contender, type ContenderChoice } from './choose-contenders.ts';
import { type Comparison, compareValues } from './compare-values.ts';
import { valueOfSeed } from './value-of-seed.ts';

/** Two methods on one backbone at one shot count. Accuracies in percent, differences A − B in percentage points. */
export interface MethodComparison {
  readonly backbone: string;
  readonly shots: number;
  readonly a: Contender;
  readonly b: Contender;
  /** Those on which they share a seed, by name. */
  readonly datasets: readonly DatasetComparison[];
  /** Over the datasets' differences, each counting the same; absent below two datasets. */
  readonly average?: AverageComparison;
  /** Datasets that one of them has finished or planned runs on, and why they are not compared. */
  readonly leftOut: readonly { readonly dataset: string; readonly reason: string }[];
}

/** The paired difference over the seeds that both methods have on one dataset. */
export interface DatasetComparison {
  readonly dataset: string;
  /** Seeds that pair them. */
  readonly n: number;
  /** Means over these seeds. */
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  /** Half width of the paired 95% t-interval; absent for one seed, as all that follows. */
  readonly halfWidth?: number;
  /** Two-sided p-value of the paired t-test. */
  readonly p?: number;
  /** The same adjusted by Holm over the datasets. */
  readonly holmP?: number;
  /** The true difference that the test finds with a chance of 80%. */
  readonly detectable?: number;
  /** By seed; null for what depends on none. */
  readonly pairs: readonly SeedPair[];
  /** Finished seeds of either that the other lacks. */
  readonly unpaired: number;
}

export interface SeedPair {
  readonly seed: number | null;
  readonly a: number;
  readonly b: number;
}

/** Of the datasets' means; the p-values are of one comparison, and not adjusted. */
export interface AverageComparison extends Comparison {
  readonly a: number;
  readonly b: number;
}

export interface CompareMethodsOptions {
  readonly a: ContenderChoice;
  readonly b: ContenderChoice;
  /** Default: every backbone that both have runs on. */
  readonly backbone?: string | undefined;
  /** Default: every shot count that both have runs at. */
  readonly shots?: number | undefined;
}

/**
 * Compares two methods wherever both have runs: over the seeds that they share on each dataset, and over datasets as `rankMethods` does where
 * both have the same seeds. Older versions of a dataset and what was tuned on test data take no part.
 *
 * @param cells few-shot cells of all methods.
 * @returns by backbone and shots; empty where they never meet.
 * @throws ShotbenchError `METHOD_UNKNOWN` for a method without cells, `METHOD_PROTOCOL` for one without cells of that protocol.
 */
export function compareMethods(cells: readonly TableCell[], options: CompareMethodsOptions): MethodComparison[] {
  const { backbone, shots } = options;
  const { a, b } = chooseContenders(cells, options);
  const detectable = detectableDifferences();
  const wanted = cells.filter(
    (cell) =>
      (isOf(cell, a) || isOf(cell, b)) &&
      (backbone === undefined || cell.backbone === backbone) &&
      (shots === undefined || cell.shots === shots) &&
      !isOldDataset(cell),
  );
  return groupBy(wanted, (cell) => JSON.stringify([cell.backbone, cell.shots]))
    .filter((block) => [a, b].every((one) => block.some((cell) => isOf(cell, one) && cell.n > 0)))
    .map((block) => compareBlock(block, { a, b, detectable }))
    .sort((x, y) => compareText(x.backbone, y.backbone) || x.shots - y.shots);
}

function isOf({ method, protocol }: TableCell, contender: Contender): boolean {
  return method === contender.method && protocol === contender.protocol;
}

interface Context {
  readonly a: Contender;
  readonly b: Contender;
  readonly detectable: typeof minimumDetectableDifference;
}

/** Of many tests with few different numbers of pairs: the difference is proportional to the spread, and its factor takes milliseconds. */
function detectableDifferences(): typeof minimumDetectableDifference {
  const factors = new Map<number, number>();
  return (std, n) => {
    const factor = factors.get(n) ?? minimumDetectableDifference(1, n);
    factors.set(n, factor);
    return std * factor;
  };
}

function compareBlock(block: readonly TableCell[], { a, b, detectable }: Context): MethodComparison {
  const { backbone, shots } = block[0]!;
  const compared: DatasetComparison[] = [];
  const leftOut: { dataset: string; reason: string }[] = [];
  for (const own of groupBy(block, ({ dataset }) => dataset)) {
    const { dataset } = own[0]!;
    const [one, other] = [own.find((cell) => isOf(cell, a)), own.find((cell) => isOf(cell, b))];
    const result = compareOn(dataset, [one, other], detectable);
    if (typeof result === 'string') leftOut.push({ dataset, reason: result });
    else compared.push(result);
  }
  const datasets = adjusted(compared.sort((x, y) => compareText(x.dataset, y.dataset)));
  const [ofA, ofB] = [datasets.map((one) => one.a), datasets.map((one) => one.b)];
  const average = datasets.length < 2 ? undefined : compareValues(ofA, ofB, detectable);
  return {
    ...{ backbone, shots, a, b, datasets },
    ...(average && { average: { ...average, a: mean(ofA), b: mean(ofB) } }),
    leftOut: leftOut.sort((x, y) => compareText(x.dataset, y.dataset)),
  };
}

/** The comparison on one dataset, or why there is none. */
function compareOn(
  dataset: string,
  [a, b]: readonly [TableCell | undefined, TableCell | undefined],
  detectable: Context['detectable'],
): DatasetComparison | 'no finished run of A' | 'no finished run of B' | 'no seed in common' {
  if (a === undefined || a.n === 0) return 'no finished run of A';
  if (b === undefined || b.n === 0) return 'no finished run of B';
  const isSeeded = ({ seeds }: TableCell): boolean => seeds.some((seed) => seed !== null);
  const leading = isSeeded(a) ? a : b;
  const pairs = [...new Set(leading.seeds)].sort(compareSeeds).flatMap((seed): SeedPair[] => {
    const [one, other] = [valueOfSeed(a, seed), valueOfSeed(b, seed)];
    return one === undefined || other === undefined ? [] : [{ seed, a: one, b: other }];
  });
  if (pairs.length === 0) return 'no seed in common';
  const [ofA, ofB] = [pairs.map((pair) => pair.a), pairs.map((pair) => pair.b)];
  const { mean: difference, n, std, halfWidth, p } = pairedT(ofA, ofB);
  const unpaired = [a, b].reduce((sum, cell) => sum + (isSeeded(cell) ? cell.n - n : 0), 0);
  return {
    ...{ dataset, n, a: mean(ofA), b: mean(ofB), difference },
    ...(std !== undefined && { halfWidth: halfWidth!, p: p!, detectable: detectable(std, n) }),
    ...{ pairs, unpaired },
  };
}

/** With p-values adjusted over the datasets that have one. */
function adjusted(datasets: readonly DatasetComparison[]): DatasetComparison[] {
  const tested = datasets.flatMap(({ p }) => (p === undefined ? [] : [p]));
  const all = holm(tested);
  let next = 0;
  return datasets.map((one) => (one.p === undefined ? one : { ...one, holmP: all[next++]! }));
}
