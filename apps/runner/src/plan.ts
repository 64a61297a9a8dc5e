import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

import { FeatureCache } from '@shotbench/feature-cache';
import { Tracker } from '@shotbench/tracker';

import { alignRows } from './align-rows.ts';
import type { PlanCommandOptions } from './commands/plan.ts';
import { loadExperiment } from './load-experiment.ts';
import { describeSeconds } from './sweep/describe-seconds.ts';
import type { PlannedCell } from './sweep/plan.ts';
import { planRequest } from './sweep/plan-request.ts';
import { type GroupProgress, type PastRuns, progressOf } from './sweep/progress-of.ts';
import { SetImages } from './images/set-images.ts';
import { TextModels } from './text-model/text-models.ts';

const COUNTS = ['cells', 'done', 'failed', 'stale', 'running', 'invalid', 'missing'] as const;

/**
 * How far a sweep is and how long the rest will take, as a table. Nothing is written, and nothing need be there.
 * @param name of a folder under experiments/; without one the options say everything.
 */
export async function plan(name: string | undefined, options: PlanCommandOptions): Promise<string> {
  const cache = new FeatureCache(options.cache);
  const named = name === undefined ? undefined : { name, experiment: await loadExperiment(name) };
  const planned = await planRequest(named, {
    options,
    cache,
    textModels: new TextModels(options.model),
    images: new SetImages(options.images ?? new Map(), options.cache),
  });
  const skipped = planned.skipped.map((reason) => `skipped: ${reason}\n`).join('');
  const { cells } = planned.plan;
  if (cells.length === 0) return `${skipped}no cells\n`;
  const groups = progressOf(cells, pastRuns(options.db, cells));
  const workers = options.workers ?? availableParallelism();
  return `${tableOf(groups, workers)}\n${skipped}${summaryOf(groups, workers)}\n`;
}

function pastRuns(file: string, cells: readonly PlannedCell[]): PastRuns {
  if (!existsSync(file)) return { states: new Map(), durations: [] };
  const tracker = Tracker.openReadOnly(file);
  try {
    const states = tracker.states(cells.map(({ key }) => key));
    // Of what is done nobody asks how long it takes, and in a large file looking for it takes long.
    const left = cells.filter(({ key }) => states.get(key) !== 'done').map(({ identity }) => identity);
    const methods = [...new Set(left.map(({ method }) => method))];
    const datasets = [...new Set(left.map(({ dataset }) => dataset))];
    return { states, durations: left.length === 0 ? [] : tracker.durations({ methods, datasets }) };
  } finally {
    tracker.close();
  }
}

function tableOf(groups: readonly GroupProgress[], workers: number): string {
  const head = ['method', 'dataset', ...COUNTS, 'time left'];
  const rows = groups.map((group) => [
    ...[group.method, group.dataset],
    ...COUNTS.map((column) => (group[column] === 0 ? '-' : String(group[column]))),
    timeLeft(group, workers),
  ]);
  return alignRows([head, ...rows], 2);
}

function timeLeft({ stale, missing, seconds, untimed }: GroupProgress, workers: number): string {
  if (stale + missing === 0) return '-';
  if (untimed === stale + missing) return '?';
  return `${describeSeconds(seconds / workers)}${untimed > 0 ? ' + ?' : ''}`;
}

function summaryOf(groups: readonly GroupProgress[], workers: number): string {
  const sum = (column: keyof GroupProgress): number =>
    groups.reduce((total, group) => total + Number(group[column]), 0);
  const toRun = sum('missing') + sum('stale');
  const counts = [
    `${sum('cells')} cells`,
    `${sum('done')} done`,
    `${toRun} to run`,
    ...(['running', 'failed', 'invalid'] as const)
      .filter((column) => sum(column) > 0)
      .map((column) => `${sum(column)} ${column}`),
  ];
  if (toRun === 0) return counts.join(', ');
  const untimed = sum('untimed');
  if (untimed === toRun) return `${counts.join(', ')}; no cell of these kinds has been timed yet`;
  const time = `about ${describeSeconds(sum('seconds') / workers)} with ${workers} ${workers === 1 ? 'worker' : 'workers'}`;
  return `${counts.join(', ')}; ${time}${untimed > 0 ? `, not counting ${untimed} of kinds that have not been timed yet` : ''}`;
}
