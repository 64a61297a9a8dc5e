import { ShotbenchError } from '@shotbench/errors';
import { classSubset, type FeatureSet } from '@shotbench/feature-cache';
import {
  accuracy,
  baseAndNovel,
  type Classifier,
  countCorrect,
  selectClasses,
  targetClasses,
  unitRows,
} from '@shotbench/few-shot';
import {
  baseToNovelScore,
  OWN_PART,
  type Predictions,
  type RunIdentity,
  type RunResult,
  targetScore,
  targetsOf,
} from '@shotbench/tracker';

import { type CellImages, encodedTest } from './cell-images.ts';
import { predictionsOf } from './predictions-of.ts';
import { shiftedClasses } from './shifted-classes.ts';

/** What a run's number is made of, and the predictions behind it, one entry for each set of test images. */
export interface Evaluated {
  readonly score: Pick<RunResult, 'accuracy' | 'metrics' | 'testCount'>;
  readonly predictions: readonly Predictions[];
  /** What classifiers of other classes have to tell, by the part of the test images that they were judged on. */
  readonly details?: Readonly<Record<string, Classifier['details']>>;
}

export interface TestSets {
  /** The whole set of the cell. */
  readonly set: FeatureSet;
  /** Opens another set by its name. */
  readonly openTarget: (name: string) => FeatureSet;
  /** Present for methods that tune inside the image encoder. */
  readonly cellImages?: CellImages | undefined;
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
  { set, openTarget, cellImages }: TestSets,
): Promise<Evaluated> {
  const { shots, evaluation } = identity;
  const test = (judged: Classifier, on: FeatureSet, part: string) => testOn(judged, on, { shots, part, cellImages });
  const own = await test(classifier, trainingSet(identity, set), OWN_PART);
  if (evaluation === undefined) {
    const { correct, meanPerClass, count } = own;
    const metrics = { correct, meanPerClassAccuracy: meanPerClass };
    return { score: { accuracy: own.accuracy, metrics, testCount: count }, predictions: [own.predictions] };
  }
  if (evaluation.kind === 'base-to-novel') {
    const unseen = classSubset(set, baseAndNovel(set.classNames.length).novel);
    const judged = await retarget(classifier, unseen, identity.method);
    const novel = await test(judged, unseen, 'novel');
    return {
      score: { ...baseToNovelScore(own.accuracy, novel.accuracy), testCount: own.count + novel.count },
      predictions: [own.predictions, novel.predictions],
      details: ownDetails(classifier, [['novel', judged]]),
    };
  }
  const accuracies: Record<string, number> = {};
  const predictions = [own.predictions];
  const classifiers: [string, Classifier][] = [];
  let testCount = own.count;
  for (const { name } of targetsOf(evaluation)) {
    const target = openTarget(name);
    const judged =
      evaluation.kind === 'shifted'
        ? selectClasses(classifier, shiftedClasses(set, target))
        : await retarget(classifier, target, identity.method);
    classifiers.push([name, judged]);
    const tested = await test(judged, target, name);
    accuracies[name] = tested.accuracy;
    testCount += tested.count;
    predictions.push(tested.predictions);
  }
  const score = { ...targetScore(own.accuracy, accuracies), testCount };
  return { score, predictions, details: ownDetails(classifier, classifiers) };
}

/** What classifiers of other classes tell that the one they come from does not. */
function ownDetails(
  { details }: Classifier,
  others: readonly (readonly [part: string, classifier: Classifier])[],
): NonNullable<Evaluated['details']> {
  const isOther = ([, other]: (typeof others)[number]) => JSON.stringify(other.details) !== JSON.stringify(details);
  return Object.fromEntries(others.filter(isOther).map(([part, other]) => [part, other.details]));
}

async function retarget({ forClasses }: Classifier, set: FeatureSet, method: string): Promise<Classifier> {
  if (forClasses) return forClasses(targetClasses(set));
  throw new ShotbenchError(
    'CLASSIFIER_FIXED_CLASSES',
    `${method} with these settings cannot name classes that it was not trained on, such as those of "${set.name}"; use other settings or leave it out`,
  );
}

interface TestOnOptions extends Pick<TestSets, 'cellImages'> {
  readonly shots: number;
  readonly part: string;
}

async function testOn(classifier: Classifier, set: FeatureSet, { shots, part, cellImages }: TestOnOptions) {
  const { features, labels } = unitRows(set.test(shots), set.featureDim);
  const { encode } = classifier;
  const rows = encode && cellImages ? await encodedTest(encode, set, cellImages) : features;
  const predictions = predictionsOf(part, await classifier.logits(rows), labels, set);
  const classes = Int32Array.from(predictions.classes);
  return {
    accuracy: accuracy(classes, labels),
    correct: countCorrect(classes, labels),
    meanPerClass: meanPerClassAccuracy(classes, labels, set.classNames.length),
    count: labels.length,
    predictions,
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
