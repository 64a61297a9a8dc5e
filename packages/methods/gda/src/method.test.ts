import {
  accuracy,
  type FewShotTask,
  linearLogits,
  matrix,
  normalizeRows,
  predict,
  protocolOf,
} from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { chooseAlpha } from './choose-alpha.ts';
import { gda, gdaImage } from './index.ts';

describeMethodContract(gda);
describeMethodContract(gdaImage);

const context = { execution: { threads: 1 }, seed: 1 };
const fit = (task: FewShotTask, settings = {}) => gda.fit(task, gda.config.parse(settings), context);
const hard = syntheticTask({ spread: 2.2, shots: 8 });

/** Logits minus the first class's, which is all that predictions depend on. */
async function differences(classifier: Awaited<ReturnType<typeof fit>>, features: typeof hard.test.features) {
  const { columns, data } = await classifier.logits(features);
  return data.map((value, i) => value - data[i - (i % columns)]!);
}

async function expectZeroShot(task: FewShotTask, test: typeof hard.test): Promise<void> {
  const execution = context.execution;
  const zeroShot = linearLogits({ weights: task.text!.normalized, scale: task.logitScale, execution });
  const plain = { trainableParameters: 0, details: {}, logits: zeroShot };
  const [ours, theirs] = [await differences(await fit(task), test.features), await differences(plain, test.features)];
  theirs.forEach((value, i) => expect(ours[i]).toBeCloseTo(value, 3));
}

describe('gda', () => {
  it('says on what α was chosen', () => {
    const protocol = (settings: object) => protocolOf(gda, gda.config.parse(settings));
    expect(protocol({})).toBe('few-shot-val');
    for (const selectOn of ['fixed', 'full-val', 'test-oracle']) expect(protocol({ selectOn })).toBe(selectOn);
  });

  it('does not take images of another protocol', async () => {
    await expect(fit(hard.task, { selectOn: 'test-oracle' })).rejects.toThrow(
      'gda is set to choose α by test-oracle, but the task of "synthetic" holds the images of few-shot-val; make the task',
    );
  });

  it('with a fixed α needs no validation images', async () => {
    const none = { features: matrix(new Float32Array(), 16), labels: new Int32Array() };
    const classifier = await fit({ ...hard.task, protocol: 'fixed', validation: none }, { selectOn: 'fixed' });
    expect(classifier.details).toEqual({ alpha: 0.1, covarianceTrace: expect.any(Number) });
    expect(classifier.trainableParameters).toBe(0);
  });

  it('chooses the α of its grid that is best on the validation images, and records what it reaches', async () => {
    const { features, labels } = hard.task.validation;
    const reached = async (settings: object) =>
      accuracy(predict(await (await fit(hard.task, settings)).logits(features)), labels);
    const { details } = await fit(hard.task);
    const each = await Promise.all(gda.config.parse({}).alphas.map((alpha) => reached({ alphas: [alpha] })));
    expect(new Set(each).size).toBeGreaterThan(1);
    expect(details['validationAccuracy']).toBe(Math.max(...each));
    expect(details['alpha']).toBe(gda.config.parse({}).alphas[each.indexOf(Math.max(...each))]);
  });

  it('adds α times the image part to the zero-shot logits', async () => {
    const { task, test } = hard;
    const image = await gdaImage.fit(task, {}, context);
    const [h, z, both] = await Promise.all([
      image.logits(test.features),
      linearLogits({ weights: task.text!.normalized, scale: 100, execution: {} })(test.features),
      (await fit(task, { alphas: [0.3] })).logits(test.features),
    ]);
    both.data.forEach((value, i) => expect(value).toBeCloseTo(z.data[i]! + 0.3 * h.data[i]!, 3));
  });

  it('at one shot with one view equals zero-shot', async () => {
    const { task, test } = syntheticTask({ shots: 1 });
    const { details } = await fit(task);
    expect(details).toMatchObject({ covarianceTrace: 0, alpha: 1e-4 });
    await expectZeroShot(task, test);
  });

  it('at one shot with several views does not', async () => {
    const { task, test } = syntheticTask({ shots: 1, views: 4 });
    const [one, four] = [
      await fit({ ...task, train: { ...task.train, views: [task.train.centre] } }, { alphas: [1] }),
      await fit(task, { alphas: [1] }),
    ];
    expect(four.details['covarianceTrace']).toBeGreaterThan(0);
    expect(await differences(four, test.features)).not.toEqual(await differences(one, test.features));
  });

  it('with features of zeros equals zero-shot', async () => {
    const { task, test } = hard;
    const zero = { ...task.train.centre, data: new Float32Array(task.train.centre.data.length) };
    await expectZeroShot({ ...task, train: { ...task.train, views: [zero] } }, test);
  });

  it.each([{ alpha: 0 }, { alphas: [] }, { alphas: [-1] }, { alphas: 1 }, { selectOn: 'test' }])(
    'refuses %o',
    (settings) => {
      expect(gda.config.safeParse(settings).success).toBe(false);
    },
  );
});

describe('chooseAlpha', () => {
  const images = { features: normalizeRows(matrix(Float32Array.of(1, 1), 1)), labels: Int32Array.of(0, 1) };
  const config = gda.config.parse({ alpha: 0.7, alphas: [1, 2, 3] });
  /** Logits by which so many of the two images are right at each α. */
  const right = (counts: readonly number[]) => (alpha: number) => {
    const correct = counts[alpha - 1]!;
    const rows = [correct > 0 ? [1, 0] : [0, 1], correct > 1 ? [0, 1] : [1, 0]];
    return Promise.resolve(matrix(Float32Array.from(rows.flat()), 2));
  };

  it('takes the first of equals', async () => {
    expect(await chooseAlpha(right([0, 2, 2]), images, config)).toEqual({ alpha: 2, validationAccuracy: 100 });
  });

  it('keeps the α of the settings where none gets an image right', async () => {
    expect(await chooseAlpha(right([0, 0, 0]), images, config)).toEqual({ alpha: 0.7, validationAccuracy: 0 });
  });
});
