import type { Metric } from '../numbers/paper-file.ts';
import type { ComparedAverage, ComparedCell, Comparison } from '../compare/comparison.ts';

/** One shot count and metric of a comparison, as papers lay it out. */
export interface Block {
  readonly title: string;
  /** Datasets by id. */
  readonly columns: readonly string[];
  readonly rows: readonly BlockRow[];
}

export interface BlockRow {
  readonly label: string;
  /** In the order of the columns. */
  readonly cells: readonly ComparedCell[];
  readonly average: ComparedAverage | undefined;
}

const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  ...{ accuracy: 'accuracy', base: 'base classes', novel: 'novel classes' },
  harmonicMean: 'harmonic mean of base and novel',
};

/** The blocks of a comparison; what trains nothing stands in the first block of its metric, and counts once. */
export function blocksOf({ table, cells, averages }: Comparison): Block[] {
  return table.metrics.flatMap((metric) =>
    table.shots.map((shots, index) => ({
      title: [table.evaluation, `${shots} shots`, table.backbone, METRIC_NAMES[metric]].join(' · '),
      columns: table.columns,
      rows: table.rows
        .filter(({ untrained }) => !untrained || index === 0)
        .map((row) => {
          const isOfRow = (one: ComparedCell | ComparedAverage) =>
            one.row === row && one.metric === metric && (row.untrained || one.shots === shots);
          return { label: row.label, cells: cells.filter(isOfRow), average: averages.find(isOfRow) };
        }),
    })),
  );
}

/** What the last column is called: the mean of all, or of those that were not learned from. */
export function averageName({ table }: Comparison): string {
  return table.trainedOn === undefined ? 'average' : 'target mean';
}
