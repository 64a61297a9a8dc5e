/** Linear-probe CLIP: logistic regression on image features. See README.md. */
export { type LinearProbeConfig, linearProbeConfig } from './config.ts';
export { linearProbe } from './method.ts';
