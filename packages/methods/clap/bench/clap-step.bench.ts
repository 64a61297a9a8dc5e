/** One training step of CLAP with SGD against its two matrix products alone. */
import { benchSteps, classifierProducts, randomBatches, randomImages, unitNoise } from '@shotbench/few-shot/bench';
import { constantRate } from '@shotbench/tensor';

import { trainWeights } from '../src/index.ts';

const SHOTS = 16;

await benchSteps({
  title: 'CLAP step, SGD with momentum',
  products: classifierProducts,
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
