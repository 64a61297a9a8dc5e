import type { Protocol } from '../identity.ts';
import { placeIds } from './dimensions.ts';
import { groupBy } from './group-by.ts';
import { seedInterval } from './seed-interval.ts';
import type { TableCell } from './table-cell.ts';

/** How a number stands among those of other methods. */
export interface Mark {
  /** To print bold: no other is better, or it ties with the best. */
  readonly best: boolean;
  /** To print underlined: the best of those that are not `best`, equal to two decimals. */
  readonly second: boolean;
}

export interface MarkOptions {
  /** Whether numbers of all protocols compete. Default false: they compete within their protocol. */
  readonly mixProtocols?: boolean;
}

export interface Contestant {
  readonly mean: number | undefined;
  /** Seeds of `values`. */
  readonly seeds: readonly (number | null)[];
  readonly values: readonly number[];
  readonly protocol: Protocol;
}

const UNMARKED: Mark = { best: false, second: false };

/** The mark of each cell among the methods with the same dataset, shots, backbone, metric and, unless mixed, protocol. */
export function markCells(
  cells: readonly TableCell[],
  { mixProtocols = false }: MarkOptions = {},
): Map<TableCell, Mark> {
  const placeOf = placeIds(['dataset', 'shots', 'backbone', 'seed', ...(mixProtocols ? [] : (['protocol'] as const))]);
  const contestOf = (cell: TableCell) => {
    const { metric, evaluation } = cell;
    const place = placeOf(cell);
    return evaluation === undefined ? place : `${place}\n${metric}\n${JSON.stringify(evaluation)}`;
  };
  const marks = new Map<TableCell, Mark>();
  for (const contest of groupBy(cells, contestOf)) {
    const own = markContest(contest);
    contest.forEach((cell, i) => marks.set(cell, own[i] as Mark));
  }
  return marks;
}

/**
 * The mark of each contestant; of none where fewer than two have a number. One ties with the best if the 95% t-interval of the paired
 * differences over the seeds that both have contains 0; with fewer than two such seeds, if it is equal to two decimals.
 */
export function markContest(contestants: readonly Contestant[]): Mark[] {
  // Numbers tuned on test data are an upper bound, which nothing has to beat.
  const competes = ({ mean, protocol }: Contestant) => mean !== undefined && protocol !== 'test-oracle';
  const contenders = contestants.filter(competes);
  if (contenders.length < 2) return contestants.map(() => UNMARKED);

  const top = contenders.reduce((best, one) => (one.mean! > best.mean! ? one : best));
  const shown = new Map(contenders.map((one) => [one, rounded(one)]));
  const isBest = (one: Contestant) => shown.get(one) === shown.get(top) || ties(one, top);
  const bests = new Set(contenders.filter(isBest));
  const second = contenders.reduce((most, one) => (bests.has(one) ? most : Math.max(most, shown.get(one)!)), -Infinity);
  return contestants.map((one) => {
    const best = bests.has(one);
    return { best, second: !best && shown.get(one) === second };
  });
}

function ties(one: Contestant, top: Contestant): boolean {
  const differences: number[] = [];
  one.seeds.forEach((seed, i) => {
    const place = top.seeds.indexOf(seed);
    if (place >= 0) differences.push((top.values[place] as number) - (one.values[i] as number));
  });
  if (differences.length < 2) return false;
  const { mean, halfWidth } = seedInterval(differences);
  return Math.abs(mean) <= (halfWidth as number);
}

/** As printed: two decimals, beyond which nobody should call a winner. */
function rounded({ mean }: Contestant): number {
  return Number((mean as number).toFixed(2));
}
