import { ShotbenchError } from '@shotbench/errors';
import { classSubset, type FeatureSet } from '@shotbench/feature-cache';
import {
  accuracy,
  baseAndNovel,
  type Classifier,
  countCorrect,
  predict,
  selectClasses,
  targetClasses,
  unitRows,
} from '@shotbench/few-shot';
import { baseToNovelScore, type RunIdentity, type RunResult, targetScore, targetsOf } from '@shotbench/tracker';

import { shiftedClasses } from './shifted-classes.ts';

/** What a run's number is made of. */
export type Evaluated = Pick<RunResult, 'accuracy' | 'metrics' | 'testCount'>;

export interface TestSets {
  /** The whole set of the cell. */
  readonly set: FeatureSet;
  /** Opens another set by its name. */
  readonly openTarget: (name: string) => FeatureSet;
}

/** The set that the cell's method learns from: all classes, or the base half. */
export function trainingSet({ evaluation }: Pick<RunIdentity, 'evaluation'>, set: FeatureSet): FeatureSet {
  return evaluation?.kind === 'base-to-novel' ? classSubset(set, baseAndNovel(set.classNames.length).base) : set;
}

/** Names that the classifier will be told after its fit, one list for each set. */
export function classesToCome(
  { evaluation }: Pick<RunIdentity, 'evaluation'>,
  { set, openTarget }: TestSets,
): string[][] {
  if (evaluation?.kind === 'base-to-novel') {
    return [baseAndNovel(set.classNames.length).novel.map((c) => set.classNames[c]!)];
  }
  if (evaluation?.kind !== 'transfer') return [];
  return targetsOf(evaluation).map(({ name }) => [...openTarget(name).classNames]);
}

/**
 * Opens test images and judges a fitted classifier by them as the cell's evaluation says. The classifier has the classes of
 * {@link trainingSet}.
 * @throws ShotbenchError `CLASSIFIER_FIXED_CLASSES` for one that can't name others where the evaluation asks for it.
 */
export async function evaluateClassifier(
  classifier: Classifier,
  identity: Pick<RunIdentity, 'method' | 'shots' | 'evaluation'>,
  { set, openTarget }: TestSets,
): Promise<Evaluated> {
  const { shots, evaluation } = identity;
  const own = await scoreOf(classifier, trainingSet(identity, set), shots);
  if (evaluation === undefined) {
    const { correct, meanPerClass, count } = own;
    return { accuracy: own.accuracy, metrics: { correct, meanPerClassAccuracy: meanPerClass }, testCount: count };
  }
  if (evaluation.kind === 'base-to-novel') {
    const unseen = classSubset(set, baseAndNovel(set.classNames.length).novel);
    const novel = await scoreOf(await retarget(classifier, unseen, identity.method), unseen, shots);
    return { ...baseToNovelScore(own.accuracy, novel.accuracy), testCount: own.count + novel.count };
  }
  const accuracies: Record<string, number> = {};
  let testCount = own.count;
  for (const { name } of targetsOf(evaluation)) {
    const target = openTarget(name);
    const judged =
      evaluation.kind === 'shifted'
        ? selectClasses(classifier, shiftedClasses(set, target))
        : await retarget(classifier, target, identity.method);
    const score = await scoreOf(judged, target, shots);
    accuracies[name] = score.accuracy;
    testCount += score.count;
  }
  return { ...targetScore(own.accuracy, accuracies), testCount };
}

async function retarget({ forClasses }: Classifier, set: FeatureSet, method: string): Promise<Classifier> {
  if (forClasses) return forClasses(targetClasses(set));
  throw new ShotbenchError(
    'CLASSIFIER_FIXED_CLASSES',
    `${method} with these settings cannot name classes that it was not trained on, such as those of "${set.name}"; use other settings or leave it out`,
  );
}

async function scoreOf(classifier: Classifier, set: FeatureSet, shots: number) {
  const { features, labels } = unitRows(set.test(shots), set.featureDim);
  const predictions = predict(await classifier.logits(features));
  return {
    accuracy: accuracy(predictions, labels),
    correct: countCorrect(predictions, labels),
    meanPerClass: meanPerClassAccuracy(predictions, labels, set.classNames.length),
    count: labels.length,
  };
}

/** Mean over the classes that occur of the percent of their images that are right. */
function meanPerClassAccuracy(predictions: Int32Array, labels: Int32Array, classes: number): number {
  const [total, correct] = [new Float64Array(classes), new Float64Array(classes)];
  labels.forEach((label, i) => {
    total[label]!++;
    if (predictions[i] === label) correct[label]!++;
  });
  const rates = [...total.keys()].filter((c) => total[c]! > 0).map((c) => correct[c]! / total[c]!);
  return (100 * rates.reduce((sum, rate) => sum + rate, 0)) / rates.length;
}
