import { harmonicMean, mean } from '@shotbench/statistics';

import type { PaperTable } from '../tables/paper-table.ts';
import type { ComparedAverage, ComparedCell } from './comparison.ts';

type Side = (cell: ComparedCell) => number | undefined;

const printed: Side = ({ paper }) => (paper?.misprint === undefined ? paper?.value : undefined);
/** Numbers that are not comparable average to one that is not either. */
const ours: Side = (cell) => (cell.verdict === 'not-comparable' ? undefined : cell.ours?.mean);

/**
 * Means of each row over the datasets, where every dataset has a number. They are computed, never taken from a source, and so averaged in one way on
 * both sides; over the targets alone where all is learned on one dataset.
 */
export function averagesOf(table: PaperTable, cells: readonly ComparedCell[]): ComparedAverage[] {
  const columns = table.columns.filter((dataset) => dataset !== table.trainedOn);
  const groups = new Map<string, ComparedCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.row.label, cell.shots]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group) =>
    table.metrics.flatMap((metric) => {
      const average = (side: Side) => averageOf(table, group, { metric, columns, side });
      const [paper, own] = [average(printed), average(ours)];
      if (paper === undefined) return [];
      const { row, shots } = group[0]!;
      return [{ row, shots, metric, paper, ...(own !== undefined && { ours: own, delta: own - paper }) }];
    }),
  );
}

interface AverageOptions {
  readonly metric: ComparedCell['metric'];
  readonly columns: readonly string[];
  readonly side: Side;
}

function averageOf(table: PaperTable, cells: readonly ComparedCell[], options: AverageOptions): number | undefined {
  const { metric, columns, side } = options;
  if (metric === 'harmonicMean' && table.averageOfHarmonicMeans === 'H of means') {
    const [base, novel] = (['base', 'novel'] as const).map((part) =>
      averageOf(table, cells, { ...options, metric: part }),
    );
    return base === undefined || novel === undefined ? undefined : harmonicMean(base, novel);
  }
  const values = columns.map((dataset) => {
    const cell = cells.find((candidate) => candidate.dataset === dataset && candidate.metric === metric);
    return cell && side(cell);
  });
  return values.every((value) => value !== undefined) ? mean(values) : undefined;
}
