import { adam, constantRate, float32, int32, tf, zeros } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { aroundTraining, type Classifier, type FitContext, linearLogits } from './index.ts';
import { matrix } from './matrix.ts';
import { syntheticTask } from './testing/index.ts';

const { task, test } = syntheticTask({ classes: 3, shots: 4 });
const context: FitContext = { execution: { threads: 1 }, seed: 1 };

interface Settings {
  readonly rate: number;
  readonly wrong?: 'plan' | 'training' | 'finish';
  readonly untrained?: boolean;
}

/** A linear classifier by least squares; wrong where it is told to be. */
const { fit, fitTogether } = aroundTraining<Settings>(
  ({ train, classNames }, { rate, wrong, untrained }, { execution }) => {
    if (wrong === 'plan') throw new Error('wrong plan');
    const [C, D, N] = [classNames.length, train.centre.columns, train.labels.length];
    const classifierOf = (weights: Float32Array): Classifier => {
      if (wrong === 'finish') throw new Error('wrong finish');
      const logits = linearLogits({ weights: matrix(weights, D), execution });
      return { trainableParameters: weights.length, details: { rate }, logits };
    };
    if (untrained) return { fit: () => Promise.resolve(classifierOf(new Float32Array(C * D))) };
    const targets = Float32Array.from({ length: N * C }, (_, i) => (train.labels[Math.floor(i / C)] === i % C ? 1 : 0));
    return {
      training: {
        ...execution,
        loss: ({ parameters, constants }) => {
          const products = tf.matMul(constants['f'] as tf.Tensor2D, parameters['w'] as tf.Tensor2D, false, true);
          return tf.mean(tf.square(tf.sub(products, constants['targets']!)));
        },
        parameters: { w: zeros([C, D]) },
        constants: { f: float32([N, D], train.centre.data), targets: float32([N, C], targets) },
        batches: wrong === 'training' ? { none: int32([1], [0]) } : {},
        optimizer: adam(),
        learningRates: constantRate(rate, 20),
      },
      finish: ({ parameters }) => classifierOf(parameters['w']!.data as Float32Array),
    };
  },
);

describe('aroundTraining', () => {
  it('fits together what it fits one by one, trained or not, and settles what goes wrong where it goes wrong', async () => {
    const configs: Settings[] = [
      { rate: 0.1 },
      { rate: 0.2, wrong: 'plan' },
      { rate: 0.1, untrained: true },
      { rate: 0.3, wrong: 'finish' },
      { rate: 0.3, wrong: 'training' },
      { rate: 0.05 },
    ];
    const together = await fitTogether(configs.map((config) => ({ task, config, context })));
    expect(together).toHaveLength(configs.length);
    for (const [i, config] of configs.entries()) {
      const [alone] = await Promise.allSettled([fit(task, config, context)]);
      const result = together[i]!;
      expect(result.status).toBe(alone.status);
      if (result.status === 'rejected') expect(result).toEqual(alone);
      if (result.status === 'rejected' || alone.status === 'rejected') continue;
      expect(result.value.details).toEqual({ rate: config.rate });
      expect(await result.value.logits(test.features)).toEqual(await alone.value.logits(test.features));
    }
    expect(together.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, false, false, true]);
  });
});
