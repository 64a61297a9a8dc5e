export interface IterationRatesOptions {
  /** η, learning rate that the cosine starts from. */
  readonly learningRate: number;
  /** T, all steps. */
  readonly iterations: number;
  /** w */
  readonly warmupIterations: number;
  /** Learning rate of the first step, where there is a warm-up. */
  readonly warmupLearningRate: number;
}

/**
 * `LinearWarmupScheduler` over `CosineAnnealingLR` in `engine/optimizer/scheduler.py`, stepped at every iteration: the warm-up rate at i = 0, then
 * η i/w for i < w, then η · ½(1 + cos(π(i − w)/T)). T counts the warm-up too, so the last rate is above zero.
 *
 * @returns the learning rate of each of the T steps.
 */
export function iterationRates(options: IterationRatesOptions): Float64Array {
  const { learningRate, iterations, warmupIterations, warmupLearningRate } = options;
  return Float64Array.from({ length: iterations }, (_, i) => {
    if (i >= warmupIterations)
      return (learningRate * (1 + Math.cos((Math.PI * (i - warmupIterations)) / iterations))) / 2;
    return i === 0 ? warmupLearningRate : (learningRate * i) / warmupIterations;
  });
}
