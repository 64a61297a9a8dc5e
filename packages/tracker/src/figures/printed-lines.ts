import { mean } from '@shotbench/statistics';

import { groupBy } from '../tables/group-by.ts';

/** A number that a paper prints, to be drawn beside ours. */
export interface PrintedNumber {
  /** As our tables call the dataset. */
  readonly dataset: string;
  /** Of its line. */
  readonly name: string;
  /** Our name of the method, which gives the line its look. */
  readonly method: string;
  readonly shots: number;
  /** Percent. */
  readonly value: number;
  /** How the source chose hyper-parameters. */
  readonly protocol: string;
}

/** What a paper prints of one method, on one dataset or on average. */
export interface PrintedLine {
  readonly name: string;
  readonly method: string;
  /** By shots, ascending. */
  readonly points: readonly PrintedPoint[];
}

export interface PrintedPoint {
  readonly shots: number;
  readonly mean: number;
  /** Absent for an average over numbers of several. */
  readonly protocol?: string;
}

/** The lines through the means over these datasets: a point where each of them has a number. */
export function printedLines(numbers: readonly PrintedNumber[], datasets: readonly string[]): PrintedLine[] {
  const own = numbers.filter(({ dataset }) => datasets.includes(dataset));
  return groupBy(own, ({ name }) => name).flatMap((line): PrintedLine[] => {
    const points = groupBy(line, ({ shots }) => String(shots))
      .filter((group) => new Set(group.map(({ dataset }) => dataset)).size === datasets.length)
      .map((group) => pointOf(group))
      .sort((a, b) => a.shots - b.shots);
    const { name, method } = line[0]!;
    return points.length === 0 ? [] : [{ name, method, points }];
  });
}

function pointOf(group: readonly PrintedNumber[]): PrintedPoint {
  const { shots, protocol } = group[0]!;
  const isOne = group.every((number) => number.protocol === protocol);
  return { shots, mean: mean(group.map(({ value }) => value)), ...(isOne && { protocol }) };
}
