import { ShotbenchError } from '@shotbench/errors';

import type { TargetClasses } from './method.ts';
import type { Protocol } from './protocol.ts';
import type { FewShotTask, LabelledFeatures, TextFeatures, TrainingImages } from './task.ts';
import type { TaskImages } from './task-images.ts';
import type { TextModel } from './text-model.ts';

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

/**
 * The text features of classes that a classifier is to name.
 * @throws ShotbenchError `TARGET_WITHOUT_TEXT`.
 */
export function requireTargetText({ classNames, text }: TargetClasses, methodId: string): TextFeatures {
  if (text) return text;
  throw new ShotbenchError(
    'TARGET_WITHOUT_TEXT',
    `${methodId} names new classes by their text features, but the ${classNames.length} given classes come without; use a set with text`,
  );
}

/**
 * The model whose text encoder the method learns through.
 * @throws ShotbenchError `TASK_WITHOUT_TEXT_MODEL`.
 */
export function requireTextModel(task: FewShotTask, methodId: string): TextModel {
  if (task.textModel) return task.textModel;
  throw new ShotbenchError(
    'TASK_WITHOUT_TEXT_MODEL',
    `${methodId} learns through the text encoder, but the task of "${task.dataset}" comes without one; give it the model that the features were extracted with`,
  );
}

/** What a method that tunes inside the image encoder learns from. */
export interface ImageTask {
  readonly images: TaskImages;
  readonly model: TextModel;
}

/**
 * The pixels of the training images and the model that encodes them.
 * @throws ShotbenchError `TASK_WITHOUT_IMAGES`.
 */
export function requireImages({ images, textModel, dataset }: FewShotTask, methodId: string): ImageTask {
  if (images && textModel) return { images, model: textModel };
  throw new ShotbenchError(
    'TASK_WITHOUT_IMAGES',
    `${methodId} tunes inside the image encoder, but the task of "${dataset}" comes without ${images ? 'the model' : 'the images themselves'}; ` +
      'give it the images and the model that their features were extracted with',
  );
}

/**
 * The task's training images, of which there is at least one.
 * @throws ShotbenchError `TASK_WITHOUT_TRAINING`.
 */
export function requireTraining(task: FewShotTask, methodId: string): TrainingImages {
  if (task.train.labels.length > 0) return task.train;
  throw new ShotbenchError(
    'TASK_WITHOUT_TRAINING',
    `${methodId} learns from images, but "${task.dataset}" has no training rows at ${task.shots} shots; use 1 shot or more`,
  );
}

/** Who chooses what on which images. */
export interface Selection {
  readonly methodId: string;
  /** What is chosen, for example `C` or `α and β`. */
  readonly chooses: string;
  /** Images that the settings ask for; those of any protocol where it is left out. */
  readonly protocol?: Protocol;
}

/**
 * The images to choose hyper-parameters on, of which there is at least one.
 * @throws ShotbenchError `TASK_WITHOUT_VALIDATION` where the task has none, `TASK_PROTOCOL` where it has those of another protocol.
 */
export function requireValidation(task: FewShotTask, { methodId, chooses, protocol }: Selection): LabelledFeatures {
  const { validation, dataset, shots } = task;
  if (protocol !== undefined && protocol !== task.protocol) {
    throw new ShotbenchError(
      'TASK_PROTOCOL',
      `${methodId} is set to choose ${chooses} by ${protocol}, but the task of "${dataset}" holds the images of ${task.protocol}; make the task with the method's protocol`,
    );
  }
  if (validation.labels.length > 0) return validation;
  throw new ShotbenchError(
    'TASK_WITHOUT_VALIDATION',
    `${methodId} chooses ${chooses} on validation images, but "${dataset}" has none at ${shots} shots; use a set with validation rows`,
  );
}
