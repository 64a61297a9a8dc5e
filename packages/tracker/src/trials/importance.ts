import { mean } from '@shotbench/statistics';

/** One trial: what a parameter was, and what came of it. */
export interface Observation {
  /** Observations of one block, such as a run, are compared with each other only: blocks may be of unequal difficulty. */
  readonly block: string;
  readonly value: number | string;
  readonly outcome: number;
}

/** Numbers with more values than this are put into as many bins. */
const BINS = 5;

/**
 * How much of the variance of an outcome the value of one parameter explains by itself: the adjusted R² of a one-way grouping,
 *
 *     1 − (SS_within / (n − B − k + 1)) / (SS_total / (n − B)),
 *
 * over n observations in B blocks, each less the mean of its block, in k groups of equal values; numbers with more than 5 different values
 * are grouped into 5 bins of equal count. 0 where the grouping explains no more than chance would; interactions between
 * parameters count for none of them.
 * @returns 0 … 1; undefined where there are too few observations, or nothing to explain.
 */
export function importance(observations: readonly Observation[]): number | undefined {
  if (observations.length === 0) return undefined;
  const blocks = grouped(observations.map(({ block, outcome }) => [block, outcome]));
  const means = new Map([...blocks].map(([block, outcomes]) => [block, mean(outcomes)]));
  const outcomes = observations.map(({ block, outcome }) => outcome - means.get(block)!);
  const groups = grouped(binned(observations.map(({ value }) => value)).map((group, i) => [group, outcomes[i]!]));

  const freedom = observations.length - blocks.size;
  const freedomWithin = freedom - groups.size + 1;
  const total = squares(outcomes);
  if (groups.size < 2 || freedomWithin < 1 || total <= 1e-12 * observations.length) return undefined;
  const within = [...groups.values()].reduce((sum, group) => sum + squares(group), 0);
  return Math.max(0, 1 - within / freedomWithin / (total / freedom));
}

function grouped<Key>(entries: readonly (readonly [Key, number])[]): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  for (const [key, value] of entries) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** The group of each value. */
function binned(values: readonly (number | string)[]): (number | string)[] {
  const different = new Set(values);
  if (different.size <= BINS || values.some((value) => typeof value === 'string')) return [...values];
  const sorted = (values as number[]).slice().sort((a, b) => a - b);
  // Equal values stay together: each goes where its first one lies.
  const firsts = new Map<number, number>();
  sorted.forEach((value, i) => {
    if (!firsts.has(value)) firsts.set(value, i);
  });
  return (values as number[]).map((value) => Math.floor((BINS * firsts.get(value)!) / values.length));
}

/** Sum of squared deviations from the mean. */
function squares(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
