/** One training step of CLIP-Adapter on the image branch, SGD, against its matrix products alone. */
import { toTensor } from '@shotbench/few-shot';
import { benchSteps, randomBatches, randomImages, unitNoise } from '@shotbench/few-shot/bench';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { constantRate } from '@shotbench/tensor';

import { newLayers, trainAdapters } from '../src/index.ts';

const REDUCTION = 4;

await benchSteps({
  title: 'CLIP-Adapter step, image branch, SGD with momentum',
  products({ D, C, B }) {
    const H = D / REDUCTION;
    return [
      { m: B, k: D, n: H }, // f W₁ᵀ
      { m: B, k: H, n: D }, // hidden W₂ᵀ
      { m: B, k: D, n: C }, // f′ tᵀ
      { m: B, k: C, n: D }, // to f′
      { m: D, k: B, n: H }, // to W₂
      { m: B, k: D, n: H }, // to the hidden layer
      { m: H, k: B, n: D }, // to W₁
    ];
  },
  prepare(shape) {
    const { D, C } = shape;
    const images = randomImages(shape, 16);
    const text = toTensor(unitNoise(C, D));
    const layers = newLayers('image', D, D / REDUCTION, new TorchRandom(1));
    return (steps, context) =>
      trainAdapters({
        branch: 'image',
        ratio: 0.2,
        logitScale: 100,
        images,
        text,
        layers,
        momentum: 0.9,
        weightDecay: 5e-4,
        indices: randomBatches(shape, 16 * C, steps),
        learningRates: constantRate(2e-3, steps),
        context,
      });
  },
});
