import { canonicalJson } from '@shotbench/content-hash';

import type { JsonObject } from '../identity.ts';
import { importance } from './importance.ts';
import type { RecordedTrial } from './recorded-trials.ts';

/** The trials of one search, or of several that are looked at together. */
export interface TrialsTable {
  /** In the order in which they come up. */
  readonly parameters: readonly TrialParameter[];
  /** Run after run, each in the order of its search. */
  readonly trials: readonly Trial[];
}

/** A setting that was searched. */
export interface TrialParameter {
  readonly name: string;
  /** `number` where all of its values are. */
  readonly kind: 'number' | 'category';
  /** `log` for numbers above 0 that span more than two powers of ten. */
  readonly scale: 'linear' | 'log';
  /** Different values: numbers ascending, others as text in the order in which they come up. */
  readonly values: readonly (number | string)[];
  /** See {@link importance}; null where it cannot be told. */
  readonly importance: number | null;
}

export interface Trial extends Omit<RecordedTrial, 'settings'> {
  /** Key of its run. */
  readonly run: string;
  /** Its place in the search of its run, from 1 on. */
  readonly number: number;
  /** By parameter: numbers, or text; null where the trial has no such setting. */
  readonly settings: Readonly<Record<string, number | string | null>>;
}

/** A run and its trials. */
export interface SearchedRun {
  readonly key: string;
  readonly trials: readonly RecordedTrial[];
}

/** All trials of these runs in one table. */
export function trialsTable(runs: readonly SearchedRun[]): TrialsTable {
  const recorded = runs.flatMap(({ key, trials }) => trials.map((trial, i) => ({ key, trial, number: i + 1 })));
  const names = [...new Set(recorded.flatMap(({ trial }) => Object.keys(trial.settings)))];
  const kinds = new Map(names.map((name) => [name, kindOf(recorded.map(({ trial }) => trial.settings[name]))]));
  const trials = recorded.map(({ key, trial, number }): Trial => {
    const { settings, ...outcome } = trial;
    const values = names.map((name) => [name, valueOf(settings, name, kinds.get(name)!)] as const);
    // Without a prototype, because settings come with any name.
    const named: Record<string, number | string | null> = Object.assign(
      Object.create(null) as object,
      Object.fromEntries(values),
    );
    return { run: key, number, settings: named, ...outcome };
  });
  return { parameters: names.map((name) => parameterOf(name, kinds.get(name)!, trials)), trials };
}

type Kind = TrialParameter['kind'];

function kindOf(values: readonly unknown[]): Kind {
  return values.every((value) => value === undefined || typeof value === 'number') ? 'number' : 'category';
}

function valueOf(settings: JsonObject, name: string, kind: Kind): number | string | null {
  const value = settings[name];
  if (value === undefined) return null;
  if (kind === 'number') return value as number;
  return typeof value === 'string' ? value : canonicalJson(value);
}

function parameterOf(name: string, kind: Kind, trials: readonly Trial[]): TrialParameter {
  const values = [...new Set(trials.flatMap(({ settings }) => settings[name] ?? []))];
  if (kind === 'number') (values as number[]).sort((a, b) => a - b);
  const [least, most] = [values[0], values.at(-1)];
  const isWide = kind === 'number' && Number(least) > 0 && Number(most) / Number(least) > 100;
  const scored = trials.flatMap(({ run, settings, validationAccuracy }) => {
    const value = settings[name] ?? null;
    return validationAccuracy === null || value === null ? [] : [{ block: run, value, outcome: validationAccuracy }];
  });
  return { name, kind, scale: isWide ? 'log' : 'linear', values, importance: importance(scored) ?? null };
}
