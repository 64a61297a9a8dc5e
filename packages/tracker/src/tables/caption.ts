import type { Sheet } from './grid.ts';

/** How the marks look. */
export interface Signs {
  readonly best: string;
  readonly second: string;
}

/** The lines that say how the numbers were made, and explain the signs that occur. */
export function captionOf({ grids, measure, remarks }: Sheet, { best, second }: Signs): string[] {
  const entries = grids.flatMap(({ lines }) => lines.flatMap((line) => line.entries));
  const has = (test: (entry: (typeof entries)[number]) => unknown) => entries.some((entry) => test(entry));
  return [
    ...measure,
    ...(has((entry) => entry.best) ? [`${best} best of the methods, ties included.`, TIES] : []),
    ...(has((entry) => entry.second) ? [`${second} second best.`] : []),
    ...(has(({ mean, partial }) => mean !== undefined && partial) ? ['(n=a/b): a of b planned seeds are done.'] : []),
    ...remarks,
  ];
}

const TIES =
  'A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.';
