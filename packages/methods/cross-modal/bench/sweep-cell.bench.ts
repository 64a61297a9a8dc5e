/**
 * One training of the sweep, 12 800 iterations with 128 looks at four validation images for each class: in the sizes of the built-in sets `subgroups` and
 * `concepts`, and of Caltech101 with ViT-B/32.
 */
import { matrix, normalizeRows, Random, toTensor } from '@shotbench/few-shot';
import { unitNoise } from '@shotbench/few-shot/bench';

import { bestIteration, crossModal, halfAndHalf, iterationRates, samplesOf } from '../src/index.ts';

const SHOTS = 16;
const config = crossModal.config.parse({});
const [learningRate] = config.learningRates;

/** Images of each class in turn around its text row, so far away that not all validation images are got right. */
function imagesAround(text: ReturnType<typeof unitNoise>, perClass: number) {
  const labels = Int32Array.from({ length: perClass * text.rows }, (_, i) => i % text.rows);
  const noise = unitNoise(labels.length, text.columns);
  const data = noise.data.map((value, i) => {
    const [row, d] = [Math.floor(i / text.columns), i % text.columns];
    return 12 * value + text.data[labels[row]! * text.columns + d]!;
  });
  return { features: normalizeRows(matrix(data, text.columns)), labels };
}

for (const { C, D } of [
  { C: 68, D: 128 },
  { C: 178, D: 128 },
  { C: 100, D: 512 },
]) {
  const text = unitNoise(C, D);
  const { features, labels } = imagesAround(text, SHOTS);
  const validation = imagesAround(text, 4);
  const samples = samplesOf({ views: [features], labels }, text);
  for (const batchSize of config.batchSizes) {
    for (const threads of [1, 2]) {
      const random = new Random(1);
      const began = performance.now();
      const best = await bestIteration({
        samples,
        weights: toTensor(text),
        logitScale: 100,
        weightDecay: 0.01,
        indices: halfAndHalf({ ...samples, batchSize, iterations: config.iterations, random }),
        learningRates: iterationRates({ ...config, learningRate: learningRate! }),
        validation,
        validateEvery: config.validateEvery,
        execution: { threads },
        context: { threads },
      });
      const seconds = (performance.now() - began) / 1000;
      console.log(
        `D=${D} C=${C} B=${batchSize}, ${threads} threads: ${seconds.toFixed(1)} s (${best.validationAccuracy.toFixed(0)} % at ${best.iteration})`,
      );
    }
  }
}
