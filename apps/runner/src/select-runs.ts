import { ShotbenchError } from '@shotbench/errors';
import type { EvaluationKind, RunFilter, TableRun, Tracker } from '@shotbench/tracker';

import { evaluationAsked, type TableOptions } from './table-options.ts';

/** Runs that are judged by one evaluation. */
export interface SelectedRuns {
  readonly runs: readonly TableRun[];
  readonly evaluation: EvaluationKind;
}

/**
 * The runs that the options ask for, of an experiment where one is named; what is not known of it is told on standard error.
 * @throws ShotbenchError `TABLE_LAYOUT` for a layout of base-to-novel runs, and what planning throws.
 */
export async function selectRuns(
  tracker: Tracker,
  experiment: string | undefined,
  options: TableOptions,
): Promise<SelectedRuns> {
  const { features, methods, shots } = options;
  if (experiment === undefined) {
    const evaluation = evaluationAsked(options) ?? 'few-shot';
    const filter: RunFilter = {
      evaluations: [evaluation],
      ...(features && { datasets: features }),
      ...(methods && { methods }),
      ...(shots && { shots }),
    };
    return { runs: tracker.tableRuns(filter), evaluation };
  }
  // Methods and feature sets are loaded only where there is something to plan.
  const { experimentKeys } = await import('./experiment-keys.ts');
  const { keys, evaluation: planned, absent } = await experimentKeys(experiment, options);
  for (const set of absent) {
    process.stderr.write(`${experiment}: feature set "${set}" is not in ${options.cache}; its runs are left out\n`);
  }
  const evaluation = evaluationAsked(options) ?? planned;
  const { rows, columns, facets } = options;
  if (evaluation === 'base-to-novel' && (rows ?? columns ?? facets)) {
    throw new ShotbenchError(
      'TABLE_LAYOUT',
      `${experiment} has base-to-novel runs, whose tables have one layout; leave out --rows, --columns and --facets`,
    );
  }
  return { runs: tracker.tableRuns({ keys, evaluations: [evaluation] }), evaluation };
}
