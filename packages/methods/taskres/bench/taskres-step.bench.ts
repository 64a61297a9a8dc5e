/** One training step of TaskRes with Adam against its two matrix products alone. */
import { benchSteps, classifierProducts, randomBatches, randomImages, unitNoise } from '@shotbench/few-shot/bench';
import { constantRate } from '@shotbench/tensor';

import { trainResidual } from '../src/index.ts';

const SHOTS = 16;

await benchSteps({
  title: 'TaskRes step, Adam',
  products: classifierProducts,
  prepare(shape) {
    const { D, C } = shape;
    const images = randomImages(shape, SHOTS);
    const text = unitNoise(C, D);
    return (steps, context) =>
      trainResidual({
        alpha: 0.5,
        logitScale: 100,
        images,
        text,
        weightDecay: 5e-4,
        indices: randomBatches(shape, SHOTS * C, steps),
        learningRates: constantRate(2e-3, steps),
        context,
      });
  },
});
