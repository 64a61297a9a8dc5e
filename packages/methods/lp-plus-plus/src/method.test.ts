import { accuracy, type FewShotTask, matrix, predict, Random, protocolOf, rowsOf } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { lpPlusPlus, oneView } from './index.ts';

describeMethodContract(lpPlusPlus);

const fit = (task: FewShotTask, settings = {}, seed = 1) =>
  lpPlusPlus.fit(task, lpPlusPlus.config.parse(settings), { execution: { threads: 1 }, seed });
const hard = syntheticTask({ spread: 1.6, shots: 8 });
const fixed = { ...hard.task, protocol: 'fixed' as const };
const none = { features: matrix(new Float32Array(), 16), labels: new Int32Array() };

describe('lp-plus-plus', () => {
  it('says on what the epoch was chosen', () => {
    const protocol = (settings: object) => protocolOf(lpPlusPlus, lpPlusPlus.config.parse(settings));
    expect(protocol({})).toBe('few-shot-val');
    for (const selectOn of ['fixed', 'full-val', 'test-oracle']) expect(protocol({ selectOn })).toBe(selectOn);
  });

  it('does not take images of another protocol', async () => {
    await expect(fit(hard.task, { selectOn: 'test-oracle' })).rejects.toThrow(
      'lp-plus-plus is set to choose the best epoch by test-oracle, but the task of "synthetic" holds the images of few-shot-val',
    );
  });

  it('with selectOn=fixed takes the last epoch and needs no validation images', async () => {
    const classifier = await fit({ ...fixed, validation: none }, { selectOn: 'fixed', epochs: 7 });
    expect(classifier.details).not.toHaveProperty('epoch');
    expect(classifier.details).toMatchObject({ epochs: 7 });
    // An epoch chosen on images that are wrong throughout is the last one too: all epochs are equal.
    const wrong = { ...hard.task.validation, labels: new Int32Array(hard.task.validation.labels.length).fill(9) };
    const last = await fit({ ...hard.task, validation: wrong }, { epochs: 7 });
    expect(last.details).toMatchObject({ epoch: 7, validationAccuracy: 0 });
    const { features } = hard.test;
    expect((await classifier.logits(features)).data).toEqual((await last.logits(features)).data);
  });

  it('uses the epoch that it records, and its accuracy on the validation images', async () => {
    const classifier = await fit(hard.task, { epochs: 40 });
    const { features, labels } = hard.task.validation;
    const { epoch, validationAccuracy } = classifier.details;
    expect(accuracy(predict(await classifier.logits(features)), labels)).toBe(validationAccuracy);
    const shorter = await fit(fixed, { selectOn: 'fixed', epochs: epoch });
    const { data } = await shorter.logits(hard.test.features);
    expect((await classifier.logits(hard.test.features)).data).toEqual(data);
  });

  it('learns w, b and α', async () => {
    const { trainableParameters, details } = await fit(fixed, { selectOn: 'fixed' });
    const first = await fit(fixed, { selectOn: 'fixed', epochs: 1 });
    expect(trainableParameters).toBe(5 * 16 + 5 + 5);
    expect(details['finalLoss']).toBeLessThan(0.5 * (first.details['finalLoss'] as number));
  });

  it('changes with the way that α steps', async () => {
    const logits = async (settings: object) =>
      (await (await fit(fixed, { selectOn: 'fixed', epochs: 30, ...settings })).logits(hard.test.features)).data;
    const released = await logits({});
    expect(await logits({ alphaGradient: 'current' })).not.toEqual(released);
    expect(await logits({ alphaEvery: 5 })).not.toEqual(released);
    expect(await logits({ alphaFactor: 100 })).not.toEqual(released);
  });

  it('serves one shot', async () => {
    const { task, test } = syntheticTask({ shots: 1 });
    const logits = await (await fit(task)).logits(test.features);
    expect(accuracy(predict(logits), test.labels)).toBeGreaterThan(40);
  });

  it('says what is wrong with features of zeros', async () => {
    const zero = { ...hard.task.train.centre, data: new Float32Array(hard.task.train.centre.data.length) };
    await expect(fit({ ...hard.task, train: { ...hard.task.train, views: [zero] } })).rejects.toThrow(
      'check that the features are not all zero',
    );
  });

  it('reports every epoch', async () => {
    const seen: { fraction: number; note: string }[] = [];
    await lpPlusPlus.fit(hard.task, lpPlusPlus.config.parse({ epochs: 4 }), {
      execution: { threads: 1 },
      seed: 1,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ fraction }) => fraction)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(seen[1]!.note).toMatch(/^epoch 2\/4, loss \d/);
  });

  it.each([
    { epochs: 0 },
    { momentum: 1 },
    { alphaEvery: 0 },
    { alphaGradient: 'none' },
    { alphaFactor: 0 },
    { selectOn: 'test' },
  ])('refuses %o', (settings) => {
    expect(lpPlusPlus.config.safeParse(settings).success).toBe(false);
  });
});

describe('oneView', () => {
  it('takes each image from one of its views, by seed', () => {
    const { task } = syntheticTask({ views: 3, shots: 20 });
    const { features, labels } = oneView(task.train, new Random(1));
    expect(labels).toBe(task.train.labels);
    const row = (all: typeof features, n: number) => [...rowsOf(all, n, n + 1).data].join();
    const chosen = [...labels.keys()].map((n) =>
      task.train.views.findIndex((view) => row(view, n) === row(features, n)),
    );
    expect(new Set(chosen)).toEqual(new Set([0, 1, 2]));
    expect(oneView(task.train, new Random(2)).features).not.toEqual(features);
  });

  it('takes the only view as it is', () => {
    expect(oneView(hard.task.train, new Random(1)).features).toBe(hard.task.train.centre);
  });
});
