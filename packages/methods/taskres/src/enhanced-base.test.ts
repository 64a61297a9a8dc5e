import { stackViews } from '@shotbench/few-shot';
import { syntheticTask } from '@shotbench/few-shot/testing';
import { constantRate, int32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { enhanceBase, taskRes } from './index.ts';

const { task } = syntheticTask({ spread: 1.2 });
const { asStored: text } = task.text!;
const [N, STEPS] = [task.train.labels.length, 30];

const enhance = (rows: typeof text, learningRate = 1e-2) =>
  enhanceBase({
    images: stackViews(task.train),
    text: rows,
    logitScale: 100,
    weightDecay: 5e-4,
    indices: int32(
      [STEPS, N],
      Array.from({ length: STEPS * N }, (_, i) => i % N),
    ),
    learningRates: constantRate(learningRate, STEPS),
    context: {},
  });

/** Mean cross-entropy of the training images with these text rows, in double precision. */
function lossOf({ data, columns: D, rows: C }: typeof text): number {
  const { centre, labels } = task.train;
  let total = 0;
  labels.forEach((label, n) => {
    const logits = Array.from({ length: C }, (_, c) => {
      const row = [...data.subarray(c * D, (c + 1) * D)];
      const dot = row.reduce((sum, value, d) => sum + value * centre.data[n * D + d]!, 0);
      return (100 * dot) / Math.hypot(...row);
    });
    const top = Math.max(...logits);
    total += top + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - top), 0)) - logits[label]!;
  });
  return total / labels.length;
}

describe('enhanceBase', () => {
  it('lowers the loss of the shots, starting from the text rows as they are', async () => {
    expect(lossOf(await enhance(text))).toBeLessThan(0.8 * lossOf(text));
    const unmoved = await enhance(text, 1e-12);
    unmoved.data.forEach((value, i) => expect(value).toBeCloseTo(text.data[i]!, 6));
  });

  it('finds the same projection whatever the norm of the text rows', async () => {
    const nine = { ...text, data: text.data.map((value) => 9 * value) };
    const [base, scaled] = [await enhance(text), await enhance(nine)];
    // Adam turns rounding in near-zero gradients into steps, so the two agree to a few digits only.
    base.data.forEach((value, i) => expect(scaled.data[i]! / 9).toBeCloseTo(value, 2));
  });
});

describe('taskres with base=enhanced', () => {
  it('trains its residual from the enhanced base and counts its projection', async () => {
    const fit = (settings: object) =>
      taskRes.fit(task, taskRes.config.parse({ epochs: 1, ...settings }), { execution: {}, seed: 1 });
    const [regular, enhanced] = [await fit({}), await fit({ base: 'enhanced', baseLearningRate: 1e-2 })];
    expect(enhanced.trainableParameters).toBe(regular.trainableParameters + 16 * 16);
    // The first epoch's loss is that of the base: the residual is still zero.
    expect(enhanced.details['finalLoss']).toBeLessThan(regular.details['finalLoss'] as number);
  });

  it('reports its progress over both stages', async () => {
    const seen: { fraction: number; note: string }[] = [];
    const config = taskRes.config.parse({ base: 'enhanced' });
    await taskRes.fit(task, config, { execution: {}, seed: 1, onProgress: (progress) => seen.push(progress) });
    expect(seen[0]!.note).toMatch(/^base, step \d+\/50, loss /);
    expect(seen.at(-1)!.fraction).toBe(1);
    expect(seen.map(({ fraction }) => fraction)).toEqual(seen.map(({ fraction }) => fraction).sort((a, b) => a - b));
  });
});
