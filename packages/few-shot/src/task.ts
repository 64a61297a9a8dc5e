import { ShotbenchError } from '@shotbench/errors';
import type { FeatureRows, FeatureSet, TrainRows } from '@shotbench/feature-cache';

import { type Matrix, matrix, normalizeRows } from './matrix.ts';

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
  /** [N], those of every view. */
  readonly labels: Int32Array;
}

/**
 * All that a method may learn from: a few labelled images for each class, a small validation set and the class
 * descriptions. Test data can't be reached from here; the runner evaluates.
 */
export interface FewShotTask {
  readonly dataset: string;
  /** K, images for each class. */
  readonly shots: number;
  /** C names. */
  readonly classNames: readonly string[];
  /** N training images. */
  readonly train: TrainingImages;
  /** At most min(K, 4) images for each class. */
  readonly validation: LabelledFeatures;
  /** Absent for feature sets without text. */
  readonly text?: TextFeatures;
  /** exp of CLIP's logit scale. */
  readonly logitScale: number;
}

/**
 * The task of one shot count of a feature set. With 0 shots there are no training or validation images.
 * The seed chooses the images where the set draws by seed.
 * Features are widened to float32 and normalised again, because float16 rounding leaves rows slightly off unit length.
 */
export function fewShotTask(set: FeatureSet, shots: number, seed = 1): FewShotTask {
  const text = set.text();
  return {
    dataset: set.name,
    shots,
    classNames: set.classNames,
    train: trainingImages(shots === 0 ? none : set.train(shots, seed), set.featureDim),
    validation: unitRows(shots === 0 ? none : set.validation(shots, seed), set.featureDim),
    ...(text && { text: textFeatures(matrix(text, set.featureDim)) }),
    logitScale: set.logitScale,
  };
}

const none: TrainRows = { features: new Float32Array(), labels: new Int32Array(), count: 0 };

function trainingImages(rows: TrainRows, featureDim: number): TrainingImages {
  const { features: centre, labels } = unitRows(rows, featureDim);
  const views = rows.views?.map((view) => normalizeRows(matrix(view, featureDim)));
  return { centre, views: views ?? [centre], labels };
}

/** Image features as methods and classifiers expect them. */
export function unitRows({ features, labels }: FeatureRows, featureDim: number): LabelledFeatures {
  return { features: normalizeRows(matrix(features, featureDim)), labels };
}

/**
 * The task's text features.
 * @throws ShotbenchError `TASK_WITHOUT_TEXT` naming the method that asks where the feature set has none.
 */
export function requireText(task: FewShotTask, methodId: string): TextFeatures {
  if (task.text) return task.text;
  throw new ShotbenchError(
    'TASK_WITHOUT_TEXT',
    `${methodId} needs text features, but feature set "${task.dataset}" has none; use a set with text`,
  );
}

export function textFeatures(asStored: Matrix): TextFeatures {
  return { asStored, normalized: normalizeRows(asStored) };
}
