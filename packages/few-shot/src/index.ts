/** The few-shot task, the contract that every method fulfils, and the maths that methods share. See README.md. */
export { accuracy, countCorrect, predict } from './accuracy.ts';
export { aroundTraining, type FitPlan, type Planner, type TrainingPlan } from './around-training.ts';
export { baseAndNovel, type BaseAndNovel } from './base-and-novel.ts';
export { type Batches, type BatchOptions, type Draws, epochBatches } from './batches.ts';
export { coOpEpochs } from './coop-epochs.ts';
export { classCosines, type ClassCosines, classSeparability, relativeTransferDifficulty } from './difficulty/index.ts';
export { encodeImages } from './encode-images.ts';
export { linearLogits, type LinearClassifierOptions } from './linear-classifier.ts';
export { type Matrix, matrix, meanOf, normalizeRows, rowsOf, stackRows, toTensor } from './matrix.ts';
export {
  type AnyMethod,
  type CheckpointFile,
  type Classifier,
  defineMethod,
  type Detail,
  type Fit,
  type FitContext,
  type FitProgress,
  type Method,
  type Need,
  NEEDS,
  type TargetClasses,
} from './method.ts';
export { onTunedFeatures, type OnTunedFeaturesConfig, type OnTunedFeaturesOptions } from './on-tuned-features.ts';
export { type Part, partOf } from './part-of.ts';
export { type Protocol, protocolOf, PROTOCOLS, type ProtocolRule } from './protocol.ts';
export { Random } from './random.ts';
export {
  type ImageTask,
  requireImages,
  requireTargetText,
  requireText,
  requireTextModel,
  requireTraining,
  requireValidation,
  type Selection,
} from './require.ts';
export { type RowFunction, rowFunction, type RowFunctionOptions } from './row-function.ts';
export { type Search, searched, type SearchedConfig, type SearchOptions, type Space } from './search/index.ts';
export { classesByName, selectClasses } from './select-classes.ts';
export { type Demand, type Offer, refusal } from './serves.ts';
export { targetClasses } from './target-classes.ts';
export {
  type FewShotTask,
  fewShotTask,
  type LabelledFeatures,
  type TextFeatures,
  textFeatures,
  type TrainingImages,
  unitRows,
} from './task.ts';
export type { CropView, TaskImages } from './task-images.ts';
export type { TextModel } from './text-model.ts';
export { inContext, type StackedViews, stackViews } from './train-on-views.ts';
