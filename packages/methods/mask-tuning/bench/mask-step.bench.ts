/**
 * A training step of R-AMT (two backward passes and a teacher) through an image encoder of ViT-B/16's size with random weights, in parts as the
 * method takes them, beside the matrix products that it cannot do without, for several batch sizes.
 */
import { availableParallelism } from 'node:os';

import { Random } from '@shotbench/few-shot';
import { splitByMemory, visualWeights } from '@shotbench/image-tuning';
import {
  backwardProducts,
  batchByBatch,
  compareStep,
  forwardProducts,
  noiseBatch,
  noiseRows,
  randomVitB16,
  VIT_B16,
} from '@shotbench/image-tuning/bench';
import { adam, float32, openTrainer } from '@shotbench/tensor';

import { gradientDropout } from '../src/gradient-dropout.ts';
import { maskLosses } from '../src/mask-loss.ts';
import { maskedWeights } from '../src/masked-weights.ts';

const CLASSES = 100;
const threads = Math.min(2, availableParallelism());
const split = splitByMemory(VIT_B16)!;

await batchByBatch(import.meta.url, {
  title: `R-AMT, masks on attention, ${CLASSES} classes, float32, ${threads} threads, at most ${split.rows} images at once`,
  measure,
});

async function measure(batch: number): Promise<void> {
  const model = { ...randomVitB16(), backbone: 'random' };
  const names = maskedWeights(model, { group: 'attention', patchEmbedding: false, firstLayer: 0, methodId: 'r-amt' });
  const losses = maskLosses({ model, logitScale: 100, threshold: 0.005, penalty: 1e-4 });
  const random = new Random(1);
  const ofMasks = (value: () => number) =>
    names.map((name) => {
      const { shape, data } = model.weights.get(name)!;
      return [name, float32(shape, Float32Array.from({ length: data.length }, value))] as const;
    });
  const trainer = await openTrainer({
    loss: losses.task,
    guide: {
      loss: losses.prior,
      combine: (gradient, prior, { parameter, batch: given }) =>
        gradientDropout(gradient, prior, given[`noise ${parameter}`]!, 0.3),
    },
    parameters: Object.fromEntries(ofMasks(() => 0.01)),
    constants: { ...visualWeights(model).inputs, text: noiseRows(CLASSES, VIT_B16.embedDim) },
    optimizer: adam(),
    ...{ split, threads },
  });
  const noise = Object.fromEntries(ofMasks(() => random.uniform()).map(([name, u]) => [`noise ${name}`, u]));
  const images = { ...noiseBatch(batch, CLASSES), ...noise };
  const sizes = { config: VIT_B16, batch, tokens: 197 };
  const backward = backwardProducts({ ...sizes, entering: 0, attentionWeights: true });
  await compareStep({
    ...{ name: 'R-AMT', batch, threads },
    step: async () => void (await trainer.step(images, 1e-6)),
    products:
      batch > split.rows ? undefined : [...forwardProducts(sizes), ...forwardProducts(sizes), ...backward, ...backward],
  });
}
