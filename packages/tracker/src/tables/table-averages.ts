import type { Protocol } from '../identity.ts';
import { type PivotAverage, pivotAverage } from './average.ts';
import type { Place } from './dimensions.ts';
import { groupBy } from './group-by.ts';
import { type Contestant, type Mark, markContest, type MarkOptions } from './marks.ts';
import type { TableCell } from './table-cell.ts';

export type TableAverage = PivotAverage & Mark;

/** A row or a column of cells that are averaged; undefined where nothing was ever planned. */
export interface AveragedLine {
  readonly place: Place;
  readonly cells: readonly (TableCell | undefined)[];
}

/** The average of each line, marked among the lines that differ in nothing but their method and, where mixed, their protocol. */
export function averagesOf(
  lines: readonly AveragedLine[],
  { mixProtocols = false }: MarkOptions,
): (TableAverage | undefined)[] {
  const entries = lines.map(({ place, cells }, line) => {
    const protocol: Protocol = cells.find((cell) => cell !== undefined)?.protocol ?? 'fixed';
    const contest = JSON.stringify({ ...place, method: null, protocol: mixProtocols ? null : protocol });
    return { line, average: pivotAverage(cells), protocol, contest };
  });
  const averages: (TableAverage | undefined)[] = lines.map(() => undefined);
  for (const members of groupBy(entries, ({ contest }) => contest)) {
    const marks = markContest(members.map(toContestant));
    members.forEach(({ line, average }, i) => {
      averages[line] = average && { ...average, ...(marks[i] as Mark) };
    });
  }
  return averages;
}

function toContestant(entry: { average: PivotAverage | undefined; protocol: Protocol }): Contestant {
  const { mean, seeds = [], values = [] } = entry.average ?? {};
  return { mean, seeds, values, protocol: entry.protocol };
}
