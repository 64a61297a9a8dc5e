import { normalizeRows, rowFunction, stackViews, toTensor } from '@shotbench/few-shot';
import { openGolden } from '@shotbench/few-shot/testing';
import { constantRate, type HostTensor, int32, zeros } from '@shotbench/tensor';
import { describe, it } from 'vitest';

import { taskResLogits, trainResidual } from './index.ts';

/** Made with geekyutao/TaskRes 5195359 in PyTorch 1.13.1, float32; D = 64, C = 7, N = 35, 12 full-batch steps without warm-up. */
const golden = openGolden(new URL('../test/goldens/taskres.safetensors', import.meta.url));
const STEPS = 12;
const OPTIONS = { alpha: 0.5, logitScale: Math.exp(Math.fround(Math.log(100))) };

const labels = golden.labels('train_labels');
const text = golden.rows('text_base');

describe.each(['onnx', 'cpu'] as const)('TaskRes on %s reproduces the reference', (executor) => {
  const train = (steps: number) =>
    trainResidual({
      ...OPTIONS,
      images: stackViews({ views: [normalizeRows(golden.rows('train_features'))], labels }),
      text,
      weightDecay: 5e-4,
      indices: int32(
        [steps, labels.length],
        Array.from({ length: steps * labels.length }, (_, i) => i % labels.length),
      ),
      learningRates: constantRate(2e-3, steps),
      context: { executor },
    });

  it('loss of every step', async () => {
    golden.expectAll((await train(STEPS)).losses, 'losses', 1e-5);
  });

  it.each([
    [1, 'residual_after_step0'],
    [6, 'residual_after_step5'],
    [STEPS, 'residual_final'],
  ])('residual after %i steps', async (steps, name) => {
    golden.expectAll((await train(steps)).parameters['residual']!.data, name, 1e-5);
  });

  it.each([
    ['logits before training', 0, 'train_features', 'train_logits_init'],
    ['test logits before training', 0, 'test_features', 'test_logits_init'],
    ['test logits after training', STEPS, 'test_features', 'test_logits_final'],
  ])('%s', async (_title, steps, featuresName, name) => {
    const residual: HostTensor =
      steps === 0 ? zeros([text.rows, text.columns]) : (await train(steps)).parameters['residual']!;
    const logits = rowFunction({
      columns: text.rows,
      constants: { residual, text: toTensor(text) },
      compute: (f, tensors) => taskResLogits(f, tensors, OPTIONS),
      execution: { executor },
    });
    golden.expectAll((await logits(normalizeRows(golden.rows(featuresName)))).data, name, 1e-5);
  });
});
