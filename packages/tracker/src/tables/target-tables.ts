import { targetMetric, targetsOf } from '../evaluation.ts';
import { arrange, type Table } from './arrange.ts';
import { type Layout, PAPER_LAYOUT } from './layout.ts';
import type { MarkOptions } from './marks.ts';
import { compareText } from './order.ts';
import type { TableCell } from './table-cell.ts';

export interface TargetTablesOptions extends MarkOptions {
  /** Where the sets that are tested on are the datasets. Default: {@link PAPER_LAYOUT}. */
  readonly layout?: Layout;
}

/**
 * Methods × sets that were not trained on, from the cells of `transfer` or `shifted` runs: one group of tables for each set that was
 * trained on. Its own test images have the first column, which the mean leaves out, as papers do (CoOp, table 1; CoCoOp, table 2).
 */
export function targetTables(cells: readonly TableCell[], options: TargetTablesOptions = {}): Table[] {
  const { layout = PAPER_LAYOUT, mixProtocols = false } = options;
  const groups = new Map<string, TableCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.dataset, namesOf(cell)]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([, members]) => {
      const [{ dataset: trainedOn }, names] = [members[0]!, namesOf(members[0]!)];
      const source = `${trainedOn} (source)`;
      const columns = new Map([['source', source], ...names.map((name) => [targetMetric(name), name] as const)]);
      const placed = members.map((cell) => ({ ...cell, dataset: columns.get(cell.metric!)! }));
      const tables = arrange(placed, layout, { mixProtocols, datasets: [source, ...names], notAveraged: [source] });
      return tables.map((table) => ({ ...table, trainedOn }));
    });
}

function namesOf({ evaluation }: TableCell): string[] {
  return targetsOf(evaluation).map(({ name }) => name);
}
