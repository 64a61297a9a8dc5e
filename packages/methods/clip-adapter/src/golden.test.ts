import { normalizeRows, rowFunction, stackViews, toTensor } from '@shotbench/few-shot';
import { openGolden } from '@shotbench/few-shot/testing';
import { constantRate, type HostTensor, int32 } from '@shotbench/tensor';
import { describe, it } from 'vitest';

import { clipAdapterLogits, trainAdapters } from './index.ts';

/**
 * Made with gaopengcuhk/CLIP-Adapter 08d07f8 in PyTorch 1.13.1, float32; D = 64, H = 16, C = 7, N = 35, 12 full-batch steps at a constant
 * rate, un-normalised image features.
 */
const golden = openGolden(new URL('../test/goldens/clip-adapter.safetensors', import.meta.url));
const RATE = 2e-3;
const DECAY = 5e-4;
const OPTIONS = { branch: 'image', ratio: 0.2, logitScale: Math.exp(Math.fround(Math.log(100))) } as const;

const labels = golden.labels('train_labels');
const text = toTensor(normalizeRows(golden.rows('text_features')));
const initial = { 'image.down': toTensor(golden.rows('w1_init')), 'image.up': toTensor(golden.rows('w2_init')) };

describe.each(['onnx', 'cpu'] as const)('CLIP-Adapter on %s reproduces the reference', (executor) => {
  const train = (steps: number, features = golden.rows('train_features')) =>
    trainAdapters({
      ...OPTIONS,
      images: stackViews({ views: [features], labels }),
      text,
      layers: initial,
      momentum: 0.9,
      weightDecay: DECAY,
      indices: int32(
        [steps, labels.length],
        Array.from({ length: steps * labels.length }, (_, i) => i % labels.length),
      ),
      learningRates: constantRate(RATE, steps),
      context: { executor },
    });

  const testLogits = async (layers: Readonly<Record<string, HostTensor>>) => {
    const logits = rowFunction({
      columns: 7,
      constants: { ...layers, text },
      compute: (x, tensors) => clipAdapterLogits(x, tensors['text']!, tensors, OPTIONS),
      execution: { executor },
    });
    return (await logits(golden.rows('test_features'))).data;
  };

  it('test logits before training', async () => {
    golden.expectAll(await testLogits(initial), 'test_logits_init', 1e-5);
  });

  it('the gradient of the first step', async () => {
    // The first step is W′ = W − η (g + λ W), without momentum yet.
    const { parameters } = await train(1);
    const gradientOf = (layer: keyof typeof initial) => {
      const [before, after] = [initial[layer].data, parameters[layer]!.data];
      return Array.from(after, (value, i) => (before[i]! - value) / RATE - DECAY * before[i]!);
    };
    // A difference of nearly equal float32 numbers, divided by η, keeps about four digits.
    golden.expectAll(gradientOf('image.down'), 'grad_w1_step0', 1e-4);
    golden.expectAll(gradientOf('image.up'), 'grad_w2_step0', 1e-4);
  });

  it('losses, layers and test logits of 12 steps', async () => {
    const { losses, parameters } = await train(12);
    golden.expectAll(losses, 'losses', 1e-5);
    golden.expectAll(parameters['image.down']!.data, 'w1_final', 1e-5);
    golden.expectAll(parameters['image.up']!.data, 'w2_final', 1e-5);
    golden.expectAll(await testLogits(parameters), 'test_logits_final', 1e-5);
  });

  it('the same losses from unit rows as from un-normalised features', async () => {
    const { losses } = await train(12, normalizeRows(golden.rows('train_features')));
    golden.expectAll(losses, 'losses', 1e-5);
  });
});
