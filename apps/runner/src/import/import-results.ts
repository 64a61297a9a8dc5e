import { existsSync } from 'node:fs';

import { type ExternalRun, runKey, Tracker } from '@shotbench/tracker';

import type { ImportFormat } from './format-names.ts';
import type { ImportedRun } from './imported.ts';
import { readResults } from './read-results.ts';

export interface ImportOptions {
  readonly from?: ImportFormat;
  readonly backbone?: string;
  readonly dryRun?: true;
  readonly db: string;
}

/** Who runs in the store belong to that something else has computed. */
const OWNER = 'import';

/**
 * Stores the results in files and folders, or only lists them.
 * @param warn takes a line for each result that is left out.
 * @returns what is printed: the list, if asked for, and how many came in.
 */
export function importResults(paths: readonly string[], options: ImportOptions, warn: (line: string) => void): string {
  const { runs, skipped } = readResults(paths, options);
  const present = accuraciesIn(options, runs);
  for (const { path, reason } of skipped) warn(`skipped ${path}: ${reason}\n`);
  for (const run of runs) differenceTo(present.get(runKey(run.identity)), run).forEach(warn);
  const added = runs.filter(({ identity }) => !present.has(runKey(identity)));
  const already = runs.length - added.length;
  const counts = `${countOf(added.length, 'run')}, ${already} there already, ${skipped.length} skipped\n`;
  if (options.dryRun) return `${added.map(describe).join('')}would import ${counts}`;
  if (added.length > 0) withTracker(options.db, (tracker) => tracker.record(added.map(stored), OWNER));
  return `imported ${counts}`;
}

/** The accuracies of those of the runs that the store has, null where it has no number for one. */
function accuraciesIn({ db, dryRun }: ImportOptions, runs: readonly ImportedRun[]): Map<string, number | null> {
  if (!existsSync(db)) return new Map();
  const tracker = dryRun ? Tracker.openReadOnly(db) : openToWrite(db);
  try {
    const rows = tracker.runs({ keys: runs.map(({ identity }) => runKey(identity)) });
    return new Map(rows.map(({ key, result }) => [key, result?.accuracy ?? null]));
  } finally {
    tracker.close();
  }
}

function withTracker(file: string, work: (tracker: Tracker) => unknown): void {
  const tracker = openToWrite(file);
  try {
    work(tracker);
  } finally {
    tracker.close();
  }
}

/** Recorded runs are never anyone's to take over, so that there is no owner to ask after. */
function openToWrite(file: string): Tracker {
  return Tracker.open(file, { now: Date.now, isAlive: () => undefined });
}

function differenceTo(accuracy: number | null | undefined, { result, sources }: ImportedRun): string[] {
  if (accuracy === undefined || accuracy === null || accuracy === result.accuracy) return [];
  const paths = sources.map(({ path }) => path).join(' and ');
  return [
    `kept what the database has of ${paths}: ${accuracy.toFixed(2)} % in place of ${result.accuracy.toFixed(2)} %\n`,
  ];
}

function stored({ sources, result, ...run }: ImportedRun): ExternalRun {
  const importedFrom = sources.map(({ path, sha256 }) => ({ path, sha256 }));
  return { ...run, result: { ...result, details: { importedFrom } } };
}

function describe({ identity, variant, result, sources }: ImportedRun): string {
  const { method, dataset, shots, seed, backbone, protocol, evaluation, engine } = identity;
  const what = [
    ...[dataset, `${shots} shots`, `${variant === '' ? method : `${method} (${variant})`} [${engine.executor}]`],
    ...[
      backbone,
      `protocol ${protocol}`,
      ...(seed === null ? [] : [`seed ${seed}`]),
      ...(evaluation ? [evaluation.kind] : []),
    ],
  ];
  return `${what.join(', ')}: ${result.accuracy.toFixed(2)} % (${sources.map(({ path }) => path).join(', ')})\n`;
}

function countOf(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}
