/** One full-batch epoch of LP++ against its two matrix products alone; choosing the best epoch is not counted. */
import { benchSteps, classifierProducts, unitNoise } from '@shotbench/few-shot/bench';
import { float32, zeros } from '@shotbench/tensor';

import { classSums, lipschitzSteps, trainProbe } from '../src/index.ts';

await benchSteps({
  title: 'LP++ epoch, SGD with momentum (B is all training images)',
  shapes: [
    { D: 1024, C: 100, B: 1600 },
    { D: 512, C: 1000, B: 4000 },
    { D: 1024, C: 47, B: 752 },
  ],
  // f tᵀ is computed once.
  products: classifierProducts,
  prepare({ D, C, B }) {
    const images = { features: unitNoise(B, D), labels: Int32Array.from({ length: B }, (_, i) => i % C) };
    const cosines = unitNoise(B, C);
    const stepSizes = lipschitzSteps(images.features, cosines);
    const parameters = {
      weights: classSums(images, C),
      bias: zeros([C]),
      alpha: float32([C], new Float32Array(C).fill(70)),
    };
    return (steps, { threads = 1, onProgress }) =>
      trainProbe({
        images,
        cosines,
        parameters,
        stepSizes,
        epochs: steps,
        momentum: 0.9,
        alphaEvery: 10,
        alphaGradient: 'accumulated',
        execution: { threads },
        context: {
          onProgress: ({ fraction }) => onProgress?.({ step: Math.round(fraction * steps), steps, loss: 0 }),
        },
      });
  },
});
