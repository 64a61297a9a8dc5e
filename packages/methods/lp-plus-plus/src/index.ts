/** LP++: a linear probe blended with text features by learned multipliers. See README.md. */
export { accumulatedGradient, type AccumulatedGradientOptions } from './accumulated-gradient.ts';
export { type LpPlusPlusConfig, lpPlusPlusConfig } from './config.ts';
export { classSums, initialAlpha, linearBias, type ProbeParameters } from './initial-values.ts';
export { largestEigenvalue } from './largest-eigenvalue.ts';
export { lipschitzSteps, type StepSizes } from './lipschitz.ts';
export { lpPlusPlus } from './method.ts';
export { oneView } from './one-view.ts';
export { probeLogits } from './probe-logits.ts';
export { trainProbe, type TrainedProbe, type TrainProbeOptions } from './train-probe.ts';
