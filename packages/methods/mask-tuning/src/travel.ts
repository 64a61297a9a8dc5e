import { warmupCosine } from '@shotbench/tensor';

import type { MaskTuningConfig } from './config.ts';

/** Learning rates of every step: a cosine over the epochs, scaled up where they sum up to less than the travel that is asked for. */
export function learningRates(
  { learningRate, epochs, travel }: Pick<MaskTuningConfig, 'learningRate' | 'epochs' | 'travel'>,
  stepsPerEpoch: number,
): Float64Array {
  const rates = warmupCosine({
    learningRate,
    epochs,
    stepsPerEpoch,
    warmupEpochs: 0,
    warmupLearningRate: learningRate,
  });
  const factor = Math.max(1, travel / travelOf(rates));
  return rates.map((rate) => rate * factor);
}

/** How far Adam can move an entry at most. */
export function travelOf(rates: ArrayLike<number>): number {
  return Array.from(rates).reduce((sum, rate) => sum + rate, 0);
}
