import { harmonicMean, mean } from '@shotbench/statistics';

/** A feature set that a classifier is tested on without having been trained on it. */
export interface TargetSet {
  readonly name: string;
  /** Content hash of its features, labels and class names. */
  readonly hash: string;
}

/**
 * What a classifier is judged by where that is not the test images of its own classes.
 *
 * - `base-to-novel`: it is trained on the first half of the classes, and tested on both halves, each by itself.
 * - `transfer`: it is tested on other sets, whose classes it is told by name.
 * - `shifted`: it is tested on other images of the same classes, or of some of them.
 */
export type Evaluation =
  | { readonly kind: 'base-to-novel' }
  /** `targets` are in the order of their names, so that one evaluation has one key. */
  | { readonly kind: 'transfer' | 'shifted'; readonly targets: readonly TargetSet[] };

export const EVALUATION_KINDS = ['few-shot', 'base-to-novel', 'transfer', 'shifted'] as const;
export type EvaluationKind = (typeof EVALUATION_KINDS)[number];

export function evaluationKind({ evaluation }: { readonly evaluation?: Evaluation | undefined }): EvaluationKind {
  return evaluation?.kind ?? 'few-shot';
}

/** The sets besides a run's own that it is tested on. */
export function targetsOf(evaluation: Evaluation | undefined): readonly TargetSet[] {
  return evaluation !== undefined && 'targets' in evaluation ? evaluation.targets : [];
}

/** The evaluation without members that are no part of it. */
export function plainEvaluation(evaluation: Evaluation) {
  if (evaluation.kind === 'base-to-novel') return { kind: evaluation.kind };
  return { kind: evaluation.kind, targets: evaluation.targets.map(({ name, hash }) => ({ name, hash })) };
}

/** Accuracies in percent under the names that tables look for them by, and the one that stands for the run. */
export interface EvaluationScore {
  readonly accuracy: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** The score of a base-to-novel run; its accuracy is that of the base classes, which it learned. */
export function baseToNovelScore(base: number, novel: number): EvaluationScore {
  return { accuracy: base, metrics: { base, novel, harmonicMean: harmonicMean(base, novel) } };
}

/** The score of a run with targets; its accuracy is their mean, each counting the same. `source` is that on the run's own set. */
export function targetScore(source: number, targets: Readonly<Record<string, number>>): EvaluationScore {
  const named = Object.entries(targets).map(([name, accuracy]) => [targetMetric(name), accuracy] as const);
  const targetMean = mean(Object.values(targets));
  return { accuracy: targetMean, metrics: { source, ...Object.fromEntries(named), targetMean } };
}

/** The name of the metric that holds the accuracy on a target. */
export function targetMetric(name: string): string {
  return `target:${name}`;
}
