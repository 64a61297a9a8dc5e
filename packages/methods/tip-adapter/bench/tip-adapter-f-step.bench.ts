/** One training step of Tip-Adapter-F with 16 keys for each class, AdamW, against its matrix products alone. */
import { benchSteps, randomBatches, randomImages, type StepShape, unitNoise } from '@shotbench/few-shot/bench';
import { constantRate, float32 } from '@shotbench/tensor';

import { buildCache, cacheTensors, trainKeys } from '../src/index.ts';

const SHOTS = 16;

await benchSteps({
  title: `Tip-Adapter-F step, ${SHOTS} keys for each class, AdamW`,
  // f Wᵀ, f Fᵀ and the gradient of F. φ L is a sum over each class's keys, not a product.
  products: ({ D, C, B }) => [
    { m: B, k: D, n: C },
    { m: B, k: D, n: C * SHOTS },
    { m: C * SHOTS, k: B, n: D },
  ],
  prepare(shape) {
    const { D, C } = shape;
    const images = randomImages(shape, SHOTS);
    const text = unitNoise(C, D);
    const labels = Int32Array.from({ length: C * SHOTS }, (_, i) => i % C);
    const cache = buildCache(unitNoise(C * SHOTS, D), labels, C);
    return (steps, context) =>
      trainKeys({
        classes: C,
        logitScale: 100,
        alpha: 1.17,
        beta: 1,
        images,
        tensors: cacheTensors(cache, text),
        epsilon: 1e-4,
        weightDecay: 0.01,
        batches: { indices: randomBatches(shape, C * SHOTS, steps), weights: evenWeights(shape, steps) },
        learningRates: constantRate(1e-3, steps),
        context,
      });
  },
});

function evenWeights({ B }: StepShape, steps: number) {
  return float32([steps, B], new Float32Array(steps * B).fill(1 / B));
}
