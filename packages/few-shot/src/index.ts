/** The few-shot task, the contract that every method fulfils, and the maths that methods share. See README.md. */
export { accuracy, countCorrect, predict } from './accuracy.ts';
export { type Batches, type BatchOptions, epochBatches } from './batches.ts';
export { linearLogits, type LinearClassifierOptions } from './linear-classifier.ts';
export { type Matrix, matrix, normalizeRows, rowsOf, stackRows, toTensor } from './matrix.ts';
export {
  type AnyMethod,
  type Classifier,
  defineMethod,
  type Detail,
  type FitContext,
  type FitProgress,
  type Method,
  type Need,
  NEEDS,
} from './method.ts';
export { type Protocol, PROTOCOLS } from './protocol.ts';
export { Random } from './random.ts';
export { type Offer, refusal } from './serves.ts';
export {
  type FewShotTask,
  fewShotTask,
  type LabelledFeatures,
  requireText,
  type TextFeatures,
  textFeatures,
  type TrainingImages,
  unitRows,
} from './task.ts';
