/** TaskRes: a task residual on the text-based classifier. See README.md. */
export { type TaskResConfig, taskResConfig } from './config.ts';
export { taskRes } from './method.ts';
export { taskResLoss, trainResidual } from './residual.ts';
