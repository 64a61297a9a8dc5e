import { accuracy, type FewShotTask, predict, protocolOf } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { tipAdapter, tipAdapterF } from './index.ts';

describeMethodContract(tipAdapter);
describeMethodContract(tipAdapterF);

const context = { execution: { threads: 1 }, seed: 1 };
const fit = (task: FewShotTask, settings = {}) => tipAdapter.fit(task, tipAdapter.config.parse(settings), context);
const fitF = (task: FewShotTask, settings = {}) => tipAdapterF.fit(task, tipAdapterF.config.parse(settings), context);
const hard = syntheticTask({ spread: 1.6, shots: 8 });

describe.each([tipAdapter, tipAdapterF])('$id', (method) => {
  it('says on what α and β were chosen', () => {
    const protocol = (settings: object) => protocolOf(method, method.config.parse(settings));
    expect(protocol({})).toBe('few-shot-val');
    for (const selectOn of ['fixed', 'full-val', 'test-oracle']) expect(protocol({ selectOn })).toBe(selectOn);
  });

  it('does not take images of another protocol', async () => {
    const settings = method.config.parse({ selectOn: 'test-oracle' });
    await expect(method.fit(hard.task, settings as never, context)).rejects.toThrow(
      `${method.id} is set to choose α and β by test-oracle, but the task of "synthetic" holds the images of few-shot-val; make the task`,
    );
  });

  it('with fixed α and β needs no validation images', async () => {
    const none = { features: { rows: 0, columns: 16, data: new Float32Array() }, labels: new Int32Array() };
    const task = { ...hard.task, protocol: 'fixed' as const, validation: none };
    const classifier = await method.fit(task, method.config.parse({ selectOn: 'fixed' }), context);
    expect(classifier.details).toMatchObject({ alpha: 1.17, beta: 1 });
    expect(classifier.details).not.toHaveProperty('validationAccuracy');
  });

  it('records the accuracy that its α and β reach on the validation images', async () => {
    const classifier = await method.fit(hard.task, method.config.parse({}), context);
    const { features, labels } = hard.task.validation;
    const reached = accuracy(predict(await classifier.logits(features)), labels);
    expect(classifier.details['validationAccuracy']).toBeCloseTo(reached, 6);
  });

  it.each([{ alpha: 0 }, { beta: -1 }, { alphaScale: 0.1 }, { betaSteps: 0 }, { selectOn: 'test' }])(
    'refuses %o',
    (settings) => {
      expect(method.config.safeParse(settings).success).toBe(false);
    },
  );
});

describe('tip-adapter', () => {
  it('makes its keys of the mean over the views of an image', async () => {
    const { task, test } = syntheticTask({ views: 3, spread: 2 });
    const fixed = { ...task, protocol: 'fixed' as const };
    const logits = async (mean: typeof task.train.mean) => {
      const on = { ...fixed, train: { ...task.train, mean } };
      return (await (await fit(on, { selectOn: 'fixed' })).logits(test.features)).data;
    };
    expect(await logits(task.train.mean)).not.toEqual(await logits(task.train.centre));
  });

  it('learns nothing', async () => {
    expect((await fit(hard.task)).trainableParameters).toBe(0);
  });

  it('reports its search and stops in the midst of it', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const fitting = tipAdapter.fit(hard.task, tipAdapter.config.parse({}), {
      ...context,
      signal: controller.signal,
      onProgress: ({ fraction }) => {
        seen.push(fraction);
        if (seen.length === 3) controller.abort(new Error('enough'));
      },
    });
    await expect(fitting).rejects.toThrow('enough');
    expect(seen).toEqual([1 / 200, 2 / 200, 3 / 200]);
  });
});

describe('tip-adapter-f', () => {
  it('keeps the images that do not fill a batch, as the released loader does', async () => {
    const { details, trainableParameters } = await fitF(hard.task, { batchSize: 32, epochs: 3 });
    expect(hard.task.train.labels.length).toBe(40);
    expect(details['steps']).toBe(6);
    expect(trainableParameters).toBe(40 * 16);
  });

  it('draws its batches from the views', async () => {
    const { task, test } = syntheticTask({ views: 3, spread: 2 });
    const settings = { selectOn: 'fixed', epochs: 3 };
    const fixed = { ...task, protocol: 'fixed' as const };
    const logits = async (on: FewShotTask) => (await (await fitF(on, settings)).logits(test.features)).data;
    expect(await logits(fixed)).not.toEqual(
      await logits({ ...fixed, train: { ...task.train, views: [task.train.centre] } }),
    );
  });

  it('with epoch=best keeps the first best epoch on the images of selectOn, and α and β unless the search does better', async () => {
    const oracle = { ...hard.task, protocol: 'test-oracle' as const, validation: hard.test };
    const settings = { selectOn: 'test-oracle', epochs: 6, learningRate: 0.05 };
    const last = await fitF(oracle, settings);
    const best = await fitF(oracle, { ...settings, epoch: 'best' });
    const given = await fitF({ ...oracle, protocol: 'fixed' as const }, { ...settings, selectOn: 'fixed', epochs: 1 });
    const accuracyOf = async (classifier: typeof best) =>
      accuracy(predict(await classifier.logits(hard.test.features)), hard.test.labels);
    expect(best.details['epoch']).toBeGreaterThanOrEqual(1);
    expect(best.details['epoch']).toBeLessThanOrEqual(6);
    expect(await accuracyOf(best)).toBeCloseTo(best.details['validationAccuracy'] as number, 6);
    expect(best.details['validationAccuracy']).toBeGreaterThanOrEqual(await accuracyOf(given));
    expect(last.details).not.toHaveProperty('epoch');
  });

  it('has no best epoch with nothing to choose it on', () => {
    const { error } = tipAdapterF.config.safeParse({ epoch: 'best', selectOn: 'fixed' });
    expect(error!.issues[0]!.message).toBe(
      'best needs images to choose on, but selectOn is fixed; use last or another selectOn',
    );
  });

  it.each([{ learningRate: 0 }, { epochs: 0 }, { epsilon: 0 }, { weightDecay: -1 }, { epoch: 'first' }])(
    'refuses %o',
    (settings) => {
      expect(tipAdapterF.config.safeParse(settings).success).toBe(false);
    },
  );
});
