import { METHODS } from '@shotbench/method-registry';
import { type ComparedCell, type Comparison, type Settings, settingsFor } from '@shotbench/paper-results';

/** Runs that would fill cells: one method under the same settings, on some datasets at some shot counts. */
export interface MissingRuns {
  readonly method: string;
  readonly settings: Settings;
  readonly recipe: NonNullable<ComparedCell['row']['recipe']>;
  /** What is learned from. */
  readonly datasets: readonly string[];
  readonly shots: readonly number[];
}

export interface MissingCells {
  readonly runs: readonly MissingRuns[];
  /** Why cells can't be filled, one sentence for each method. */
  readonly hopeless: readonly string[];
}

/** What has to be run to fill the cells that no run of ours is judged by. */
export function missingCells({ table, cells }: Comparison): MissingCells {
  const hopeless = new Set<string>();
  const runs = new Map<string, MissingRuns>();
  for (const cell of cells.filter(isUnfilled)) {
    const { row, dataset, shots } = cell;
    const reason = hopelessness(cell);
    if (reason !== undefined) {
      hopeless.add(reason);
      continue;
    }
    const learned = table.trainedOn ?? dataset;
    const settings = settingsFor(row, learned);
    const { method, recipe = 'coop' } = row;
    const key = JSON.stringify([method, recipe, settings]);
    const known = runs.get(key) ?? { method, settings, recipe, datasets: [], shots: [] };
    const [datasets, counts] = [new Set(known.datasets).add(learned), new Set(known.shots)];
    counts.add(row.untrained ? table.shots[0]! : shots);
    runs.set(key, { ...known, datasets: [...datasets], shots: [...counts] });
  }
  const place = (dataset: string) => table.columns.indexOf(dataset);
  const sorted = [...runs.values()].map((run) => ({
    ...run,
    datasets: run.datasets.toSorted((a, b) => place(a) - place(b)),
  }));
  return { runs: sorted, hopeless: [...hopeless] };
}

/** A number is printed, and none of ours was judged by it. */
function isUnfilled({ verdict, paper }: ComparedCell): boolean {
  return paper?.misprint === undefined && (verdict === 'missing' || verdict === 'not-comparable');
}

function hopelessness({ row: { label, method, obstacle } }: ComparedCell): string | undefined {
  if (!METHODS.some(({ id }) => id === method)) return `${label}: Shotbench has no method "${method}"`;
  return obstacle === undefined ? undefined : `${label}: ${obstacle}, which "${method}" cannot be told`;
}
