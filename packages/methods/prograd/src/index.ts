/** ProGrad: CoOp with a gradient that does not go against the zero-shot model. See README.md. */
export { type ProGradConfig, proGradConfig } from './config.ts';
export { projectGradient } from './project-gradient.ts';
export { proGrad } from './prograd.ts';
