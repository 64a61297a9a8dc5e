import { describe, expect, it } from 'vitest';

import { adamW, float32, int32, openTrainer, sgd, tf, trainLoop, type TrainerState, zeros } from '../index.ts';
import type { Loss } from './train-loop.ts';

/** Least squares on rows of a small design, two parameters. */
const design = float32([6, 2], [1, 2, -1, 0.5, 0.3, -2, 1.5, 1, -0.7, -0.2, 2, 0.1]);
const target = float32([6], [1, -2, 0.5, 3, 0, -1]);
const loss: Loss = ({ parameters, constants, batch }) => {
  const rows = tf.gather(constants['design']!, batch['rows']!) as tf.Tensor2D;
  const predicted = tf.add(tf.sum(tf.mul(rows, parameters['w']!), 1), parameters['b']!);
  return tf.mean(tf.square(tf.sub(predicted, tf.gather(constants['target']!, batch['rows']!))));
};
const parameters = { w: float32([2], [0.1, -0.2]), b: zeros([]) };
const constants = { design, target };
const batches = [
  [0, 1, 2],
  [3, 4, 5],
  [5, 0, 3],
  [1, 1, 2],
].map((rows) => int32([3], Int32Array.from(rows)));
const rates = [0.1, 0.2, 0.05, 0.1];

describe.each(['onnx', 'cpu'] as const)('a trainer on %s', (executor) => {
  const open = (more: object = {}) =>
    openTrainer({ executor, loss, parameters, constants, optimizer: adamW({ weightDecay: 0.1 }), ...more });

  it('does step by step what the training loop does at once', async () => {
    const trainer = await open();
    const losses: number[] = [];
    for (const [i, rows] of batches.entries()) losses.push(await trainer.step({ rows }, rates[i]!));
    const loop = await trainLoop({
      executor,
      loss,
      parameters,
      constants,
      optimizer: adamW({ weightDecay: 0.1 }),
      batches: {
        rows: int32(
          [4, 3],
          batches.flatMap(({ data }) => [...(data as Int32Array)]),
        ),
      },
      learningRates: rates,
    });
    losses.forEach((value, i) => expect(value).toBeCloseTo(loop.losses[i]!, 6));
    const after = trainer.state().parameters;
    for (const name of ['w', 'b']) {
      after[name]!.data.forEach((value, i) =>
        expect(Number(value)).toBeCloseTo(Number(loop.parameters[name]!.data[i]), 6),
      );
    }
  });

  it('goes on from a state exactly as if it had not stopped', async () => {
    const whole = await open();
    let half: TrainerState | undefined;
    for (const [i, rows] of batches.entries()) {
      if (i === 2) half = whole.state();
      await whole.step({ rows }, rates[i]!);
    }
    const resumed = await open({ from: half });
    for (const i of [2, 3]) await resumed.step({ rows: batches[i]! }, rates[i]!);
    expect(resumed.state()).toEqual(whole.state());
    expect(resumed.state().step).toBe(4);
  });

  it('takes batches of other shapes', async () => {
    const trainer = await open({ optimizer: sgd() });
    await trainer.step({ rows: batches[0]! }, 0.1);
    await trainer.step({ rows: int32([2], Int32Array.of(4, 5)) }, 0.1);
    expect(trainer.state().step).toBe(2);
  });

  it('gives each parameter the optimiser that is chosen for it', async () => {
    const [still, moving] = [sgd(), sgd({ momentum: 0.9 })];
    const trainer = await open({ optimizer: (name: string) => (name === 'w' ? moving : still) });
    await trainer.step({ rows: batches[0]! }, 0.1);
    expect(Object.keys(trainer.state().memory)).toEqual(['w/memory0']);
  });

  it('scales gradients down to the norm that is allowed', async () => {
    const free = await open({ optimizer: sgd() });
    const tight = await open({ optimizer: sgd(), clipNorm: 0.25 });
    const loose = await open({ optimizer: sgd(), clipNorm: 100 });
    for (const trainer of [free, tight, loose]) await trainer.step({ rows: batches[1]! }, 1);
    const moves = (trainer: typeof free): number[] => {
      const { w, b } = trainer.state().parameters;
      return [...w!.data, ...b!.data].map((value, i) => Number(value) - [0.1, -0.2, 0].map(Math.fround)[i]!);
    };
    const gradient = moves(free);
    expect(Math.hypot(...gradient)).toBeGreaterThan(1);
    expect(Math.hypot(...moves(tight))).toBeCloseTo(0.25, 5);
    moves(tight).forEach((value, i) => expect(value).toBeCloseTo((gradient[i]! * 0.25) / Math.hypot(...gradient), 5));
    moves(loose).forEach((value, i) => expect(value).toBeCloseTo(gradient[i]!, 6));
  });

  it('refuses a loss that is no number and keeps the state of before', async () => {
    const trainer = await open({ optimizer: sgd() });
    await trainer.step({ rows: batches[0]! }, 1e30);
    const before = trainer.state();
    await expect(trainer.step({ rows: batches[0]! }, 1e30)).rejects.toThrow(/diverged: the loss is .* at step 2/);
    expect(trainer.state()).toEqual(before);
  });
});
