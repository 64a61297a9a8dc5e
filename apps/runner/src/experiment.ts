import { describeIssues, ShotbenchError } from '@shotbench/errors';
import type { SearchOptions } from '@shotbench/few-shot';
import { z } from 'zod';

/** Checked with the method that it is for, when the sweep is planned. */
const search = z.custom<SearchOptions>((value) => typeof value === 'object' && value !== null, 'expected an object');

const methodEntry = z.union([
  z.string().transform((method) => ({ method, config: {} })),
  z.strictObject({
    method: z.string(),
    config: z.record(z.string(), z.unknown()).default({}),
    /** Settings that are searched on validation images, such as `{ kind: 'grid' }`: `METHOD-search` in the tables. */
    search: search.optional(),
  }),
]);

const targets = z.array(z.string()).min(1);

const evaluation = z.union([
  z.literal('base-to-novel').transform((kind) => ({ kind })),
  z
    .strictObject({ transferTo: targets })
    .transform(({ transferTo }) => ({ kind: 'transfer' as const, targets: transferTo })),
  z
    .strictObject({ shiftedTo: targets })
    .transform(({ shiftedTo }) => ({ kind: 'shifted' as const, targets: shiftedTo })),
]);

const schema = z.strictObject({
  /** One line that says what is compared and which paper's table it stands for. */
  title: z.string().min(1),
  /**
   * Feature sets by name. Those of built-in datasets are extracted when they are missing; others that are not in the
   * cache are skipped with a line that says so.
   */
  features: z.array(z.string()).min(1),
  /** Method ids, or a method with settings that differ from its defaults or are searched. */
  methods: z.array(methodEntry).min(1),
  shots: z.array(z.number().int().nonnegative()).min(1),
  seeds: z.array(z.number().int().nonnegative()).min(1),
  /** How many views of each training image methods may learn from; 1 is the image as it is evaluated. Default: all that a set has. */
  views: z.number().int().positive().optional(),
  /**
   * What classifiers are judged by, where that is not the test images of their own classes: `'base-to-novel'`, or the names of other feature
   * sets, `{ transferTo }` for sets of other classes, `{ shiftedTo }` for other images of the same ones.
   */
  evaluation: evaluation.optional(),
});

export type ExperimentOptions = z.input<typeof schema>;

export type Experiment = z.output<typeof schema>;

/**
 * Checks and completes an experiment; `experiments/NAME/experiment.ts` exports it as `experiment`.
 * @throws ShotbenchError `EXPERIMENT_OPTIONS` naming the fields that are wrong.
 */
export function defineExperiment(options: ExperimentOptions): Experiment {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    throw new ShotbenchError('EXPERIMENT_OPTIONS', `the experiment is wrong: ${describeIssues(parsed.error)}`);
  }
  return parsed.data;
}
