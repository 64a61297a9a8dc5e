import { ShotbenchError } from '@shotbench/errors';
import type { FeatureCache } from '@shotbench/feature-cache';
import type { SearchOptions } from '@shotbench/few-shot';

import type { GridOptions } from '../commands/grid-options.ts';
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
  /** V, how many views of each training image methods may learn from. Absent: all that a set has. */
  readonly views?: number | undefined;
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
 * @throws ShotbenchError `RUN_INCOMPLETE`, `RUN_ONLY`, `OPTION_SETTING`.
 */
export function requestFromOptions(options: GridOptions): SweepRequest {
  if (options.only) {
    throw new ShotbenchError(
      'RUN_ONLY',
      `--only is "${options.only.join(',')}", but it narrows the methods of an experiment, and none is given; use --methods or add an experiment's name`,
    );
  }
  const required = ['features', 'methods', 'shots', 'seeds'] as const;
  const missing = required.filter((name) => options[name] === undefined).map((name) => `--${name}`);
  if (missing.length > 0) {
    throw new ShotbenchError(
      'RUN_INCOMPLETE',
      `nothing says what to run: ${missing.join(', ')} missing; give all of --features, --methods, --shots and --seeds, or an experiment's name`,
    );
  }
  const { features, methods, shots, seeds, executor, set } = options as Required<GridOptions>;
  const entries = methods.map((method) => ({ method, config: {}, search: options.search }));
  return {
    features,
    methods: withSettings(entries, set),
    shots,
    seeds,
    executor,
    views: options.views,
    evaluation: evaluationAsked(options),
  };
}

/**
 * What an experiment asks for, narrowed or replaced by the options, less the feature sets that are not in the cache.
 * @throws ShotbenchError `RUN_ONLY`, `OPTION_SETTING`.
 */
export function requestFromExperiment(
  experiment: Experiment,
  options: GridOptions,
  cache: FeatureCache,
): { readonly request: SweepRequest; readonly absent: readonly string[] } {
  const wanted = options.features ?? experiment.features;
  const absent = wanted.filter((name) => cache.info(name) === undefined);
  const methods = options.only
    ? narrowed(experiment, options.only)
    : options.methods?.flatMap((id) => {
        const listed = experiment.methods.filter(({ method }) => method === id);
        return listed.length > 0 ? listed : [{ method: id, config: {} }];
      });
  const request = {
    features: wanted.filter((name) => !absent.includes(name)),
    methods: withSettings(methods ?? experiment.methods, options.set).map((entry) => ({
      search: options.search,
      ...entry,
    })),
    shots: options.shots ?? experiment.shots,
    seeds: options.seeds ?? experiment.seeds,
    executor: options.executor,
    views: options.views ?? experiment.views,
    evaluation: evaluationAsked(options) ?? experiment.evaluation,
  };
  return { request, absent };
}

/** The entries of these methods: `taskres` stands for plain and searched ones, `taskres-search` for the latter alone. */
function narrowed({ methods }: Experiment, only: readonly string[]): MethodRequest[] {
  const namesOf = ({ method, search }: MethodRequest) => (search ? [method, `${method}-search`] : [method]);
  const known = [...new Set(methods.flatMap(namesOf))];
  const unknown = only.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new ShotbenchError(
      'RUN_ONLY',
      `--only names "${unknown}", which the experiment does not have; expected some of ${known.join(', ')}; --methods adds others`,
    );
  }
  return methods.filter((entry) => namesOf(entry).some((id) => only.includes(id)));
}

function evaluationAsked({ baseToNovel }: GridOptions): EvaluationRequest | undefined {
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
