/**
 * A training step of VPT-deep through an image encoder of ViT-B/16's size with random weights, in parts as the method takes them, beside the
 * matrix products that it cannot do without, for several batch sizes.
 */
import { availableParallelism } from 'node:os';

import { initialVisualPrompts, splitByMemory, visualWeights } from '@shotbench/image-tuning';
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
import { openTrainer, sgd } from '@shotbench/tensor';

import { promptLoss } from '../src/visual-prompts.ts';

const [CLASSES, TOKENS] = [100, 8];
const threads = Math.min(2, availableParallelism());
const split = splitByMemory(VIT_B16)!;
const { width, layers } = VIT_B16.vision;

await batchByBatch(import.meta.url, {
  title:
    `VPT-deep, ${TOKENS} tokens in each of ${layers} layers, ${CLASSES} classes, float32, ${threads} threads, ` +
    `at most ${split.rows} images at once`,
  measure,
});

async function measure(batch: number): Promise<void> {
  const model = randomVitB16();
  const trainer = await openTrainer({
    loss: promptLoss(model, 100),
    parameters: initialVisualPrompts({ layers, tokens: TOKENS, width, seed: 1 }),
    constants: { ...visualWeights(model).inputs, text: noiseRows(CLASSES, VIT_B16.embedDim) },
    optimizer: sgd({ momentum: 0.9, weightDecay: 5e-4 }),
    ...{ split, threads },
  });
  const images = noiseBatch(batch, CLASSES);
  const sizes = { config: VIT_B16, batch, tokens: 197 + TOKENS };
  await compareStep({
    ...{ name: 'VPT-deep', batch, threads },
    step: async () => void (await trainer.step(images, 1e-3)),
    products:
      batch > split.rows
        ? undefined
        : [...forwardProducts(sizes), ...backwardProducts({ ...sizes, entering: TOKENS, attentionWeights: false })],
  });
}
