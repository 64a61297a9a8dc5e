import type { Comparison, ComparedCell, Metric } from '@shotbench/paper-results';
import { setMeanings } from '@shotbench/run-reports';

import type { OverviewColumn, OverviewTable } from './overview-table.ts';

/** A column and what papers have in it. */
export interface PaperColumn {
  readonly column: OverviewColumn;
  /** Its place in our table; undefined where only the paper has it. */
  readonly index: number | undefined;
  /** The feature set of ours that is tested on; undefined where only the paper has the column, and for averages. */
  readonly set: string | undefined;
  /** The id of its dataset; undefined where papers do not know it, and for averages. */
  readonly dataset: string | undefined;
  readonly shots: number | undefined;
  readonly metric: Metric;
}

const METRICS: Readonly<Record<string, Metric>> = {
  ...{ base: 'base', novel: 'novel', H: 'harmonicMean' },
  ...{ 'mean of H': 'harmonicMean', 'H of means': 'harmonicMean' },
};

type Table = Pick<OverviewTable, 'columns' | 'dataset' | 'shots' | 'trainedOn'>;

/** The columns of our table, and before the averages those that only the paper has. */
export function paperColumns(table: Table, comparison: Comparison): PaperColumn[] {
  const meanings = setMeanings(comparison.table.columns, comparison.table.backbone);
  const own = table.columns.map((column, index): PaperColumn => {
    const set = column.kind === 'value' ? setOf(column, table) : undefined;
    const dataset = set === undefined ? undefined : meanings.get(set)?.dataset;
    const metric = METRICS[column.group === null ? '' : column.heading] ?? 'accuracy';
    return { column, index, set, dataset, shots: column.shots ?? table.shots ?? undefined, metric };
  });
  const lacking = comparison.cells.filter(
    (cell) => cell.paper && (table.dataset === null || own.some(({ dataset }) => dataset === cell.dataset)),
  );
  const printed = new Map<string, PaperColumn>();
  for (const cell of lacking) {
    if (own.some((place) => isAt(cell, place))) continue;
    const place = printedColumn(cell, table);
    if (place) printed.set(place.column.key, printed.get(place.column.key) ?? place);
  }
  const averages = own.filter(({ column }) => column.kind === 'average');
  return [...own.filter((place) => !averages.includes(place)), ...printed.values(), ...averages];
}

/** Whether a number belongs in a column. */
export function isAt({ row, dataset, shots, metric }: ComparedCell, place: PaperColumn): boolean {
  return dataset === place.dataset && metric === place.metric && (row.untrained === true || shots === place.shots);
}

/** Which set of ours a column tests on. */
function setOf({ heading, group, dataset }: OverviewColumn, table: Table): string | undefined {
  if (table.dataset !== null) return table.dataset;
  if (table.trainedOn === null) return group ?? heading;
  return heading === `${table.trainedOn} (source)` ? (dataset ?? undefined) : heading;
}

function printedColumn(cell: ComparedCell, table: Table): PaperColumn | undefined {
  const { dataset, metric, shots, row } = cell;
  // What trains nothing has no shot count of its own.
  if (table.dataset !== null && row.untrained) return undefined;
  const isShots = table.dataset !== null;
  const [metricHeading] = Object.entries(METRICS).find(([, known]) => known === metric) ?? [];
  const heading = metricHeading ?? (isShots ? String(shots) : dataset);
  const column: OverviewColumn = {
    key: `printed ${[dataset, heading].join(' ')}`,
    group: metricHeading === undefined ? null : dataset,
    ...{ heading, dataset: null, shots: null, kind: 'printed' },
  };
  return {
    column,
    index: undefined,
    set: undefined,
    dataset,
    shots: row.untrained ? (table.shots ?? undefined) : shots,
    metric,
  };
}
