/** One training step of CLAP with SGD against its two matrix products alone. */
import { benchSteps, randomBatches, randomImages, unitNoise } from '@shotbench/few-shot/bench';
import { constantRate } from '@shotbench/tensor';

import { trainWeights } from '../src/index.ts';

const SHOTS = 16;

await benchSteps({
  title: 'CLAP step, SGD with momentum',
  shapes: [
    { D: 1024, C: 100, B: 256 },
    { D: 512, C: 1000, B: 256 },
    { D: 1024, C: 47, B: 256 },
  ],
  // f wᵀ and the gradient of w.
  products: ({ D, C, B }) => [
    { m: B, k: D, n: C },
    { m: C, k: B, n: D },
  ],
  prepare(shape) {
    const { D, C } = shape;
    const images = randomImages(shape, SHOTS);
    const text = unitNoise(C, D);
    return (steps, context) =>
      trainWeights({
        images,
        text,
        multipliers: new Float32Array(C).fill(0.5),
        logitScale: 100,
        momentum: 0.9,
        weightDecay: 0,
        indices: randomBatches(shape, SHOTS * C, steps),
        learningRates: constantRate(1e-3, steps),
        context,
      });
  },
});
