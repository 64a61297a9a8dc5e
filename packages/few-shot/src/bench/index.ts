/** How the benchmarks of methods time their training steps. Not for use in programs. */
export { benchSteps, classifierProducts, type StepBench, type StepShape } from './bench-steps.ts';
export { randomBatches, randomImages, unitNoise } from './random-data.ts';
