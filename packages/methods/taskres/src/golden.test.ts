import { readFileSync } from 'node:fs';

import { readSafetensors } from '@shotbench/array-files';
import { linearLogits, matrix, type Matrix, normalizeRows } from '@shotbench/few-shot';
import { constantRate, int32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { trainResidual } from './index.ts';

/** Made with geekyutao/TaskRes 5195359 in PyTorch 1.13.1, float32; D = 64, C = 7, N = 35, 12 full-batch steps without warm-up. */
const file = new URL('../test/goldens/taskres.safetensors', import.meta.url);
const golden = readSafetensors(readFileSync(file), 'taskres.safetensors');
const STEPS = 12;
const LOGIT_SCALE = Math.exp(Math.fround(Math.log(100)));

function rows(name: string): Matrix {
  const { data, shape } = golden.get(name)!;
  return matrix(Float32Array.from(data as Float32Array), shape[1]!);
}

function expectAll(actual: ArrayLike<number>, name: string, tolerance: number): void {
  const expected = golden.get(name)!.data as Float32Array;
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i]! - expected[i]!), `${name}[${i}]`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(expected[i]!)),
    );
  }
}

describe.each(['onnx', 'cpu'] as const)('TaskRes on %s reproduces the reference', (executor) => {
  const labels = Int32Array.from(golden.get('train_labels')!.data as Int32Array);
  const features = normalizeRows(rows('train_features'));
  const text = rows('text_base');
  const train = (steps: number) =>
    trainResidual({
      features,
      labels,
      text,
      alpha: 0.5,
      logitScale: LOGIT_SCALE,
      weightDecay: 5e-4,
      indices: int32(
        [steps, labels.length],
        Array.from({ length: steps * labels.length }, (_, i) => i % labels.length),
      ),
      learningRates: constantRate(2e-3, steps),
      execution: { executor },
    });

  it('loss of every step', async () => {
    expectAll((await train(STEPS)).losses, 'losses', 1e-5);
  });

  it.each([
    [1, 'residual_after_step0'],
    [6, 'residual_after_step5'],
    [STEPS, 'residual_final'],
  ])('residual after %i steps', async (steps, name) => {
    expectAll((await train(steps)).parameters['residual']!.data, name, 1e-5);
  });

  it.each([
    ['logits before training', 0, 'train_features', 'train_logits_init'],
    ['test logits before training', 0, 'test_features', 'test_logits_init'],
    ['test logits after training', STEPS, 'test_features', 'test_logits_final'],
  ])('%s', async (_title, steps, featuresName, name) => {
    const residual = steps === 0 ? undefined : (await train(steps)).parameters['residual']!.data;
    const classifier = matrix(
      text.data.map((value, i) => value + 0.5 * (residual?.[i] ?? 0)),
      text.columns,
    );
    const logits = linearLogits({ weights: normalizeRows(classifier), scale: LOGIT_SCALE, execution: { executor } });
    expectAll((await logits(normalizeRows(rows(featuresName)))).data, name, 1e-5);
  });
});
