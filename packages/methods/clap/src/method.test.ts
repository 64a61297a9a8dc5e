import { type FewShotTask, type FitContext, matrix } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask, withTrainingRows } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { clap, zsLp } from './index.ts';

describeMethodContract(zsLp);
describeMethodContract(clap);

const fit = (method: typeof clap | typeof zsLp, task: FewShotTask, settings = {}, context: Partial<FitContext> = {}) =>
  method.fit(task, method.config.parse(settings) as never, { execution: { threads: 1 }, seed: 1, ...context });

describe.each([zsLp, clap])('$id', (method) => {
  it('counts one trainable number for each class and feature', async () => {
    const { task } = syntheticTask({ classes: 3, featureDim: 4 });
    const { trainableParameters, details } = await fit(method, task, { epochs: 7 });
    expect(trainableParameters).toBe(12);
    expect(details['steps']).toBe(7);
  });

  it('without movement is zero-shot CLIP, whatever the norm of the text rows', async () => {
    const { task, test } = syntheticTask();
    for (const textNorm of [null, 1, 9]) {
      const still = await fit(method, task, { epochs: 1, warmupLearningRate: 1e-12, textNorm });
      const { data } = await still.logits(test.features);
      const { normalized: text } = task.text!;
      data.forEach((logit, i) => {
        const [n, c] = [Math.floor(i / text.rows), i % text.rows];
        let cosine = 0;
        for (let d = 0; d < 16; d++) cosine += test.features.data[n * 16 + d]! * text.data[c * 16 + d]!;
        expect(logit).toBeCloseTo(100 * cosine, 3);
      });
    }
  });

  it('moves relatively less from longer text rows', async () => {
    const { task, test } = syntheticTask({ spread: 1.2 });
    const logitsOf = async (settings: object) => (await (await fit(method, task, settings)).logits(test.features)).data;
    const start = await logitsOf({ epochs: 1, warmupLearningRate: 1e-12 });
    const moved = async (textNorm: number) => {
      const logits = await logitsOf({ textNorm, epochs: 20 });
      return logits.reduce((sum, logit, i) => sum + (logit - start[i]!) ** 2, 0);
    };
    expect(await moved(9)).toBeLessThan(0.5 * (await moved(1)));
  });

  it('draws its batches from the augmented views', async () => {
    const { task, test } = syntheticTask({ views: 3, spread: 2 });
    const logits = async (views: typeof task.train.views) => {
      const on = { ...task, train: { ...task.train, views } };
      return (await (await fit(method, on, { textNorm: 9 })).logits(test.features)).data;
    };
    const fixed = await logits([task.train.centre]);
    expect(await logits(task.train.views)).not.toEqual(fixed);
    const copies = await logits([task.train.centre, task.train.centre]);
    fixed.forEach((logit, i) => expect(copies[i]).toBeCloseTo(logit, 2));
  });

  it('serves one shot, no validation images, and images that are zero throughout', async () => {
    const { task, test } = syntheticTask({ shots: 1 });
    const none = { features: matrix(new Float32Array(), 16), labels: new Int32Array() };
    const zero = { ...task.train.centre, data: new Float32Array(task.train.centre.data.length) };
    for (const on of [
      { ...task, protocol: 'fixed' as const, validation: none },
      { ...task, train: { ...task.train, centre: zero, views: [zero], mean: zero } },
    ]) {
      const { data } = await (await fit(method, on)).logits(test.features);
      expect(data.every(Number.isFinite)).toBe(true);
    }
  });

  it('says which text row has no direction where it is to be scaled', async () => {
    const { task } = syntheticTask();
    const asStored = { ...task.text!.asStored, data: task.text!.asStored.data.slice().fill(0, 16, 32) };
    await expect(fit(method, { ...task, text: { ...task.text!, asStored } }, { textNorm: 9 })).rejects.toThrow(
      'row 1 has norm 0; only a finite norm above zero can be normalised',
    );
  });

  it.each([
    { learningRate: 0 },
    { momentum: 1 },
    { weightDecay: -1 },
    { epochs: 0.5 },
    { batchSize: 0 },
    { textNorm: 0 },
  ])('refuses %o', (settings) => {
    expect(method.config.safeParse(settings).success).toBe(false);
  });
});

describe('clap', () => {
  const { task, test } = syntheticTask({ spread: 1.6 });

  it('stays nearer to zero-shot CLIP than ZS-LP does', async () => {
    const start = await (await fit(zsLp, task, { epochs: 1, warmupLearningRate: 1e-12 })).logits(test.features);
    const movedBy = async (method: typeof clap | typeof zsLp) => {
      const { data } = await (await fit(method, task, { textNorm: 9 })).logits(test.features);
      return data.reduce((sum, logit, i) => sum + (logit - start.data[i]!) ** 2, 0);
    };
    expect(await movedBy(clap)).toBeLessThan(0.8 * (await movedBy(zsLp)));
  });

  it('holds a class without images at its text row, and ZS-LP does not', async () => {
    const rows = [...task.train.labels.keys()].filter((row) => task.train.labels[row] !== 2);
    const without = withTrainingRows(task, rows);
    const start = await (await fit(zsLp, task, { epochs: 1, warmupLearningRate: 1e-12 })).logits(test.features);
    const movedBy = async (method: typeof clap | typeof zsLp) => {
      const { data, columns } = await (await fit(method, without, { textNorm: 9 })).logits(test.features);
      return data.reduce((sum, logit, i) => sum + (i % columns === 2 ? Math.abs(logit - start.data[i]!) : 0), 0);
    };
    expect(await movedBy(clap)).toBeLessThan(0.5 * (await movedBy(zsLp)));
  });

  it('with updated multipliers raises them, ends elsewhere and records both', async () => {
    const [fixed, updated] = [
      await fit(clap, task, { textNorm: 9 }),
      await fit(clap, task, { textNorm: 9, multipliers: 'updated' }),
    ];
    expect(updated.details['lambdaMean']).toBe(fixed.details['lambdaMean']);
    expect(updated.details['finalLambdaMean']).toBeGreaterThan(updated.details['lambdaMean'] as number);
    expect(fixed.details).not.toHaveProperty('finalLambdaMean');
    expect((await updated.logits(test.features)).data).not.toEqual((await fixed.logits(test.features)).data);
  });

  it('with updated multipliers reports its progress and stops when told to', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const fitting = fit(
      clap,
      task,
      { multipliers: 'updated', epochs: 10, textNorm: 9 },
      {
        signal: controller.signal,
        onProgress: ({ fraction }) => {
          seen.push(fraction);
          if (seen.length === 3) controller.abort(new Error('enough'));
        },
      },
    );
    await expect(fitting).rejects.toThrow('enough');
    expect(seen).toEqual([0.1, 0.2, 0.3]);
  });

  it('refuses a way to treat multipliers that there is not', () => {
    expect(clap.config.safeParse({ multipliers: 'learned' }).success).toBe(false);
    expect(zsLp.config.safeParse({ multipliers: 'fixed' }).success).toBe(false);
  });
});
