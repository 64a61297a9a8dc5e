/** What every method package tests itself with. */
export { type Golden, openGolden } from './golden.ts';
export { describeMethodContract } from './method-contract.ts';
export {
  describeReferenceCurves,
  describeReferenceRuns,
  REFERENCE_CELLS,
  type ReferenceCell,
  type ReferenceRuns,
  type Trajectory,
} from './reference-runs.ts';
export { type SyntheticImageTask, syntheticImageTask } from './synthetic-image-task.ts';
export {
  syntheticTask,
  type SyntheticTask,
  type SyntheticTaskOptions,
  syntheticTextTask,
  withTrainingRows,
} from './synthetic-task.ts';
export { encodeTexts, syntheticTextModel } from './synthetic-text-model.ts';
