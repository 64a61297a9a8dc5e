import { describeIssues, ShotbenchError } from '@shotbench/errors';
import type { FeatureCache } from '@shotbench/feature-cache';
import { z } from 'zod';

const methodEntry = z.union([
  z.string().transform((method) => ({ method, config: {} })),
  z.strictObject({ method: z.string(), config: z.record(z.string(), z.unknown()).default({}) }),
]);

const schema = z.strictObject({
  /** One line that says what is compared and which paper's table it stands for. */
  title: z.string().min(1),
  /** Feature sets by name; those that are not in the cache are skipped with a line that says so. */
  features: z.array(z.string()).min(1),
  /** Method ids, or a method with settings that differ from its defaults. */
  methods: z.array(methodEntry).min(1),
  shots: z.array(z.number().int().nonnegative()).min(1),
  seeds: z.array(z.number().int().nonnegative()).min(1),
});

export type ExperimentOptions = z.input<typeof schema> & {
  /** Puts feature sets of the experiment's own into the cache before it runs. */
  readonly prepare?: (cache: FeatureCache) => void | Promise<void>;
};

export type Experiment = z.output<typeof schema> & Pick<ExperimentOptions, 'prepare'>;

/**
 * Checks and completes an experiment; `experiments/NAME/experiment.ts` exports it as `experiment`.
 * @throws ShotbenchError `EXPERIMENT_OPTIONS` naming the fields that are wrong.
 */
export function defineExperiment({ prepare, ...options }: ExperimentOptions): Experiment {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    throw new ShotbenchError('EXPERIMENT_OPTIONS', `the experiment is wrong: ${describeIssues(parsed.error)}`);
  }
  return { ...parsed.data, ...(prepare && { prepare }) };
}
