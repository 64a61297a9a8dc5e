import { ShotbenchError } from '@shotbench/errors';
import type { FeatureCache } from '@shotbench/feature-cache';
import type { SearchOptions } from '@shotbench/few-shot';

import type { RunOptions } from '../commands/run.ts';
import type { Experiment } from '../experiment.ts';
import type { Settings } from '../options.ts';

/** What classifiers are judged by, as asked for. */
export type EvaluationRequest = NonNullable<Experiment['evaluation']>;

/** What to sweep, as asked for. */
export interface SweepRequest {
  readonly features: readonly string[];
  readonly methods: readonly MethodRequest[];
  readonly shots: readonly number[];
  readonly seeds: readonly number[];
  readonly executor: string;
  /** Absent: the test images of their own classes. */
  readonly evaluation?: EvaluationRequest | undefined;
}

export interface MethodRequest {
  readonly method: string;
  /** Settings that differ from the method's defaults. */
  readonly config: Readonly<Record<string, unknown>>;
  /** How others are searched, if they are. */
  readonly search?: SearchOptions | undefined;
}

/**
 * The request that the options alone make.
 * @throws ShotbenchError `RUN_INCOMPLETE`, `OPTION_SETTING`.
 */
export function requestFromOptions(options: RunOptions): SweepRequest {
  const required = ['features', 'methods', 'shots', 'seeds'] as const;
  const missing = required.filter((name) => options[name] === undefined).map((name) => `--${name}`);
  if (missing.length > 0) {
    throw new ShotbenchError(
      'RUN_INCOMPLETE',
      `nothing says what to run: ${missing.join(', ')} missing; give all of --features, --methods, --shots and --seeds, or an experiment's name`,
    );
  }
  const { features, methods, shots, seeds, executor, set } = options as Required<RunOptions>;
  const entries = methods.map((method) => ({ method, config: {} }));
  return {
    features,
    methods: withSettings(entries, set),
    shots,
    seeds,
    executor,
    evaluation: evaluationAsked(options),
  };
}

/**
 * What an experiment asks for, narrowed or replaced by the options, less the feature sets that are not in the cache.
 * @throws ShotbenchError `OPTION_SETTING`.
 */
export function requestFromExperiment(
  experiment: Experiment,
  options: RunOptions,
  cache: FeatureCache,
): { readonly request: SweepRequest; readonly absent: readonly string[] } {
  const wanted = options.features ?? experiment.features;
  const absent = wanted.filter((name) => cache.info(name) === undefined);
  const methods = options.methods?.flatMap((id) => {
    const listed = experiment.methods.filter(({ method }) => method === id);
    return listed.length > 0 ? listed : [{ method: id, config: {} }];
  });
  const request = {
    features: wanted.filter((name) => !absent.includes(name)),
    methods: withSettings(methods ?? experiment.methods, options.set),
    shots: options.shots ?? experiment.shots,
    seeds: options.seeds ?? experiment.seeds,
    executor: options.executor,
    evaluation: evaluationAsked(options) ?? experiment.evaluation,
  };
  return { request, absent };
}

function evaluationAsked({ baseToNovel }: RunOptions): EvaluationRequest | undefined {
  return baseToNovel ? { kind: 'base-to-novel' } : undefined;
}

/** The methods with the settings of `--set`, each of which must name one of them. */
function withSettings(entries: readonly MethodRequest[], settings: Settings = {}): MethodRequest[] {
  const methods = entries.map(({ method }) => method);
  const stray = Object.keys(settings).find((method) => !methods.includes(method));
  if (stray !== undefined) {
    throw new ShotbenchError(
      'OPTION_SETTING',
      `--set names "${stray}", which is not run; methods are ${methods.join(', ')}`,
    );
  }
  return entries.map((entry) => ({ ...entry, config: { ...entry.config, ...settings[entry.method] } }));
}
