/** Cross-modal linear probing: text features are training samples like the images. See README.md. */
export { type BestIterationOptions, bestIteration, type BestWeights } from './best-iteration.ts';
export { type CrossModalConfig, crossModalConfig } from './config.ts';
export { iterationRates, type IterationRatesOptions } from './iteration-rates.ts';
export { crossModal } from './method.ts';
export { halfAndHalf, type HalfAndHalfOptions, type Samples, samplesOf, usableBatchSizes } from './samples.ts';
export { trainLinear, type TrainLinearOptions } from './train-linear.ts';
