import { hashJson } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';

import type { FeatureRows, FeatureSet, TrainRows } from './feature-set.ts';
import { pickFeatures, pickRows } from './pick-rows.ts';

/**
 * A set with some of its classes, as a view: `classes[j]` of the set is class j of the view. Rows of other classes are dropped from
 * what the whole set's draws give, as CoOp does (`subsample_classes` in `datasets/oxford_pets.py`, called after
 * `generate_fewshot_dataset`), so the images of a class are those that it has in the whole set.
 *
 * @throws ShotbenchError `CLASSES_EMPTY` where none is given; `CLASSES_UNKNOWN` for a number that is no class of the set;
 *   `CLASSES_REPEATED` for one that is given twice.
 */
export function classSubset(set: FeatureSet, classes: readonly number[]): FeatureSet {
  checkClasses(set, classes);
  const { classNames, featureDim } = set;
  const number = new Map(classes.map((c, j) => [c, j]));
  const kept = (labels: Int32Array): number[] => [...labels.keys()].filter((row) => number.has(labels[row]!));
  const subset = (all: FeatureRows): FeatureRows => {
    const { labels, ...rows } = pickRows(all, kept(all.labels), featureDim);
    return { ...rows, labels: labels.map((label) => number.get(label)!) };
  };
  const { wholeValidation, drawnIds, validationIds, testIds } = set;
  return {
    ...set,
    hash: hashJson({ set: set.hash, classes: [...classes] }),
    classNames: classes.map((c) => classNames[c]!),
    text() {
      const text = set.text();
      return text && pickFeatures(text, classes, featureDim);
    },
    train(shots, seed) {
      const all: TrainRows = set.train(shots, seed);
      const rows = kept(all.labels);
      return {
        ...subset(all),
        ...(all.views && { views: all.views.map((view) => pickFeatures(view, rows, featureDim)) }),
      };
    },
    validation: (shots, seed) => subset(set.validation(shots, seed)),
    ...(drawnIds && {
      drawnIds(shots: number, seed?: number) {
        const { train, validation } = drawnIds(shots, seed);
        return {
          train: kept(set.train(shots, seed).labels).map((row) => train[row]!),
          validation: kept(set.validation(shots, seed).labels).map((row) => validation[row]!),
        };
      },
    }),
    ...(wholeValidation && { wholeValidation: () => subset(wholeValidation()) }),
    ...(wholeValidation &&
      validationIds && {
        validationIds() {
          const ids = validationIds();
          return kept(wholeValidation().labels).map((row) => ids[row]!);
        },
      }),
    test: (shots) => subset(set.test(shots)),
    ...(testIds && {
      testIds() {
        const ids = testIds();
        return kept(set.test(0).labels).map((row) => ids[row]!);
      },
    }),
  };
}

function checkClasses({ name, classNames: { length: C } }: FeatureSet, classes: readonly number[]): void {
  if (classes.length === 0) {
    throw new ShotbenchError(
      'CLASSES_EMPTY',
      `no class of feature set "${name}" is selected; expected the numbers of one or more of its classes`,
    );
  }
  const unknown = classes.find((c) => !(Number.isInteger(c) && c >= 0 && c < C));
  if (unknown !== undefined) {
    throw new ShotbenchError(
      'CLASSES_UNKNOWN',
      `class ${unknown} is selected from the ${C} classes of feature set "${name}"; expected whole numbers from 0 to ${C - 1}`,
    );
  }
  const repeated = classes.find((c, j) => classes.indexOf(c) !== j);
  if (repeated !== undefined) {
    throw new ShotbenchError(
      'CLASSES_REPEATED',
      `class ${repeated} of feature set "${name}" is selected twice; expected each class at most once`,
    );
  }
}
