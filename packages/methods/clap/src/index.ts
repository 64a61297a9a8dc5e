/** ZS-LP and CLAP: a linear classifier that starts at the text features, and its constrained form. See README.md. */
export { clap } from './clap.ts';
export { type ClapConfig, clapConfig, type ZsLpConfig, zsLpConfig } from './config.ts';
export {
  type AugmentedLagrangian,
  outerStep,
  squaredDistances,
  zeroShotMultipliers,
  type ZeroShotOptions,
} from './multipliers.ts';
export { trainWeights, type TrainWeightsOptions, weightTraining } from './train-weights.ts';
export {
  type TrainedWithOuterSteps,
  trainWithOuterSteps,
  type TrainWithOuterStepsOptions,
} from './train-with-outer-steps.ts';
export { zsLp } from './zs-lp.ts';
