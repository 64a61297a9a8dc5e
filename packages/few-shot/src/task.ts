import { ShotbenchError } from '@shotbench/errors';
import type { FeatureRows, FeatureSet, TrainRows } from '@shotbench/feature-cache';

import { type Matrix, matrix, meanOf, normalizeRows } from './matrix.ts';
import type { Protocol } from './protocol.ts';
import type { TaskImages } from './task-images.ts';
import type { TextModel } from './text-model.ts';

/** Images as unit rows with their class numbers. */
export interface LabelledFeatures {
  /** [N, D], rows of unit length. */
  readonly features: Matrix;
  /** [N], in 0 … C − 1. */
  readonly labels: Int32Array;
}

/** The class descriptions, one row for each class. */
export interface TextFeatures {
  /** [C, D] as the feature set has them, normalised or not. */
  readonly asStored: Matrix;
  /** [C, D], rows of unit length: the zero-shot classifier. */
  readonly normalized: Matrix;
}

/** The same N images several times over. */
export interface TrainingImages {
  /** [N, D], unit rows of the images as they are evaluated: the centre crop. */
  readonly centre: Matrix;
  /** V augmented views, each [N, D]; the centre crop alone where the feature set has none ("fixed features"). */
  readonly views: readonly Matrix[];
  /** [N, D], each image's mean over its views as stored, un-normalised, then made a unit row: the keys of cache models. */
  readonly mean: Matrix;
  /** [N], those of every view. */
  readonly labels: Int32Array;
}

/**
 * All that a method may learn from: a few labelled images for each class, a small validation set and the class
 * descriptions. Test data can't be reached from here, unless the protocol is `test-oracle`; the runner evaluates.
 */
export interface FewShotTask {
  readonly dataset: string;
  /** K, images for each class. */
  readonly shots: number;
  /** C names. Labels tell classes apart, so names may repeat. */
  readonly classNames: readonly string[];
  /** N training images. */
  readonly train: TrainingImages;
  /** Which images `validation` holds. */
  readonly protocol: Protocol;
  /**
   * What hyper-parameters may be chosen on: nothing (`fixed`), at most min(K, 4) images for each class (`few-shot-val`), the
   * whole validation split (`full-val`) or the test images (`test-oracle`).
   */
  readonly validation: LabelledFeatures;
  /** Absent for feature sets without text. */
  readonly text?: TextFeatures;
  /** Present for methods that need `text-encoder` or `image-encoder`. */
  readonly textModel?: TextModel;
  /** In the order of `train`. Present for methods that need `image-encoder`. */
  readonly images?: TaskImages;
  /** exp of CLIP's logit scale. */
  readonly logitScale: number;
}

/**
 * The task of one shot count of a feature set. With 0 shots there are no training or validation images.
 * The seed chooses the images where the set draws by seed. The protocol decides what the validation images are, so that a method
 * can't choose on other images than it says.
 * Features are widened to float32 and normalised again, because float16 rounding leaves rows slightly off unit length.
 *
 * @throws ShotbenchError `TASK_WITHOUT_FULL_VALIDATION` for `full-val` on a set that has no whole validation split;
 *   `ROW_WITHOUT_DIRECTION` for a row that is zero or not finite.
 */
export function fewShotTask(
  set: FeatureSet,
  shots: number,
  seed = 1,
  protocol: Protocol = 'few-shot-val',
): FewShotTask {
  const text = set.text();
  return {
    dataset: set.name,
    shots,
    classNames: set.classNames,
    train: trainingImages(shots === 0 ? none : set.train(shots, seed), set.featureDim),
    protocol,
    validation: unitRows(shots === 0 ? none : selectionRows(set, shots, seed, protocol), set.featureDim),
    ...(text && { text: textFeatures(matrix(text, set.featureDim)) }),
    logitScale: set.logitScale,
  };
}

const none: TrainRows = { features: new Float32Array(), labels: new Int32Array(), count: 0 };

function selectionRows(set: FeatureSet, shots: number, seed: number, protocol: Protocol): FeatureRows {
  if (protocol === 'fixed') return none;
  if (protocol === 'few-shot-val') return set.validation(shots, seed);
  if (protocol === 'test-oracle') return set.test(shots);
  if (set.wholeValidation) return set.wholeValidation();
  throw new ShotbenchError(
    'TASK_WITHOUT_FULL_VALIDATION',
    `full-val needs the whole validation split, but feature set "${set.name}" has only the few-shot validation rows of its draws; use few-shot-val or a set extracted from images`,
  );
}

function trainingImages(rows: TrainRows, featureDim: number): TrainingImages {
  const { features: centre, labels } = unitRows(rows, featureDim);
  if (!rows.views) return { centre, views: [centre], mean: centre, labels };
  const stored = rows.views.map((view) => matrix(view, featureDim));
  return { centre, views: stored.map((view) => normalizeRows(view)), mean: normalizeRows(meanOf(stored)), labels };
}

/** Image features as methods and classifiers expect them. */
export function unitRows({ features, labels }: FeatureRows, featureDim: number): LabelledFeatures {
  return { features: normalizeRows(matrix(features, featureDim)), labels };
}

export function textFeatures(asStored: Matrix): TextFeatures {
  return { asStored, normalized: normalizeRows(asStored) };
}
