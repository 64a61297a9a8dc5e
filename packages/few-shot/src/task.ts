import { ShotbenchError } from '@shotbench/errors';
import type { FeatureRows, FeatureSet } from '@shotbench/feature-cache';

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
  /** Training images: V cached views of the same N images; labels are those of every view. V = 1 is "fixed features". */
  readonly train: { readonly views: readonly [Matrix, ...Matrix[]]; readonly labels: Int32Array };
  /** At most min(K, 4) images for each class. */
  readonly validation: LabelledFeatures;
  /** Absent for feature sets without text. */
  readonly text?: TextFeatures;
  /** exp of CLIP's logit scale. */
  readonly logitScale: number;
}

/**
 * The task of one shot count of a feature set. With 0 shots there are no training or validation images.
 * Features are widened to float32 and normalised again, because float16 rounding leaves rows slightly off unit length.
 */
export function fewShotTask(set: FeatureSet, shots: number): FewShotTask {
  const none: LabelledFeatures = { features: matrix(new Float32Array(), set.featureDim), labels: new Int32Array() };
  const train = shots === 0 ? none : unitRows(set.train(shots), set.featureDim);
  const validation = shots === 0 ? none : unitRows(set.validation(shots), set.featureDim);
  const text = set.text();
  return {
    dataset: set.name,
    shots,
    classNames: set.classNames,
    train: { views: [train.features], labels: train.labels },
    validation,
    ...(text && { text: textFeatures(matrix(text, set.featureDim)) }),
    logitScale: set.logitScale,
  };
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
