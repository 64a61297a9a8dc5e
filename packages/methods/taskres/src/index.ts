/** TaskRes: a task residual on the text-based classifier. See README.md. */
export { type TaskResConfig, taskResConfig } from './config.ts';
export { taskRes } from './method.ts';
export { enhanceBase, type EnhanceBaseOptions } from './enhanced-base.ts';
export {
  residualTraining,
  type Side,
  taskResLogits,
  type TaskResOptions,
  trainResidual,
  type TrainResidualOptions,
} from './residual.ts';
