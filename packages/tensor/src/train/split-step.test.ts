import { describe, expect, it } from 'vitest';

import { expectClose } from '../../test/close.ts';
import { Random } from '../../test/random.ts';
import {
  adamW,
  type ExecutionOptions,
  float32,
  type HostTensor,
  int32,
  openTrainer,
  sgd,
  tf,
  type TrainerOptions,
  type TrainerState,
  zeros,
} from '../index.ts';
import type { Loss } from './train-loop.ts';

type Batch = Readonly<Record<string, HostTensor>>;

const [B, D, C] = [7, 4, 3];
/** Parts of 3, 2 and 2 rows. */
const split = { rows: 3, of: ['x', 'labels', 'wishes'] };
const random = new Random(11);
const labels = (): HostTensor =>
  int32(
    [B],
    Int32Array.from({ length: B }, () => random.int(0, C - 1)),
  );
const batches = Array.from({ length: 3 }, (): Batch => {
  const noise = { noise: float32([D, C], random.array(D * C)) };
  return { x: float32([B, D], random.array(B * D)), labels: labels(), wishes: labels(), ...noise };
});
const parameters = { w: float32([D, C], random.array(D * C)), b: zeros([C]) };
const constants = { scale: float32([], [3]) };
const rates = [0.1, 0.05, 0.2];

const towards =
  (goal: string): Loss =>
  ({ parameters: { w, b }, constants: given, batch }) => {
    const logits = tf.add(tf.matMul(batch['x'] as tf.Tensor2D, w as tf.Tensor2D), b!);
    const own = tf.mul(tf.oneHot(batch[goal] as tf.Tensor1D, C), tf.logSoftmax(tf.mul(logits, given['scale']!)));
    return tf.neg(tf.mean(tf.sum(own, 1)));
  };
const penalised: Loss = (tensors) =>
  tf.add(towards('labels')(tensors), tf.mul(tf.sqrt(tf.sum(tf.square(tensors.parameters['w']!))), 0.3));
/** Smooth in both gradients and linear in neither. */
const guide: TrainerOptions['guide'] = {
  loss: towards('wishes'),
  combine(gradient, other, { parameter, batch }) {
    const agreement = tf.mul(tf.mul(gradient, other), 5);
    return tf.mul(gradient, tf.sigmoid(parameter === 'w' ? tf.add(agreement, batch['noise']!) : agreement));
  },
};

const COSTS: Readonly<Record<string, Pick<TrainerOptions, 'loss' | 'guide' | 'clipNorm'>>> = {
  'a mean': { loss: towards('labels') },
  'a mean and a penalty': { loss: penalised },
  'a guide': { loss: penalised, guide },
  'gradients that are clipped': { loss: penalised, clipNorm: 0.05 },
  'a guide and clipping': { loss: penalised, guide, clipNorm: 0.01 },
};

const EXECUTIONS: readonly (ExecutionOptions & { readonly relative: number })[] = [
  { executor: 'onnx', precision: 'float64', relative: 1e-12 },
  { executor: 'onnx', precision: 'float32', relative: 1e-4 },
  { executor: 'cpu', precision: 'float32', relative: 1e-4 },
];

async function train(options: Partial<TrainerOptions>, from = 0, to = rates.length) {
  const trainer = await openTrainer({
    loss: penalised,
    parameters,
    constants,
    optimizer: sgd({ momentum: 0.9 }),
    ...options,
  });
  const losses: number[] = [];
  for (let i = from; i < to; i++) losses.push(await trainer.step(batches[i]!, rates[i]!));
  return { losses, state: trainer.state() };
}

describe.each(EXECUTIONS)('a step in parts on $executor, $precision', ({ relative, ...execution }) => {
  const close = { relative, absolute: relative };

  it.each(Object.keys(COSTS))('is the step of the whole batch to rounding, with %s', async (name) => {
    const options = { ...COSTS[name]!, ...execution };
    const [whole, parts] = [await train(options), await train({ ...options, split })];
    parts.losses.forEach((loss, i) => expect(Math.abs(loss / whole.losses[i]! - 1), `${i}`).toBeLessThan(relative));
    for (const kind of ['parameters', 'memory'] as const) {
      const [actual, expected] = [parts.state[kind], whole.state[kind]];
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      for (const [label, tensor] of Object.entries(expected)) expectClose(actual[label]!, tensor, { ...close, label });
    }
    if (name !== 'a mean')
      expect(whole.state).not.toEqual((await train({ ...execution, loss: towards('labels') })).state);
  });

  it('goes on from a state to the last bit', async () => {
    const options = { ...COSTS['a guide and clipping']!, ...execution, split };
    const whole = await train(options);
    for (const step of [1, 2]) {
      const { state: from } = await train(options, 0, step);
      expect((await train({ ...options, from }, step)).state).toEqual(whole.state);
    }
  });

  it('computes no more rows at once than it is told, with one program for each of at most two sizes', async () => {
    const rowsSeen = async (more: Partial<TrainerOptions>): Promise<number[]> => {
      const seen: number[] = [];
      const loss: Loss = (tensors) => {
        seen.push(tensors.batch['x']!.shape[0]);
        return penalised(tensors);
      };
      await train({ ...execution, loss, optimizer: adamW(), ...more });
      return seen;
    };
    const isTraced = execution.executor === 'onnx';
    expect(await rowsSeen({ split })).toEqual(isTraced ? [3, 2] : batches.flatMap(() => [3, 2, 2]));
    expect(await rowsSeen({})).toEqual(isTraced ? [B] : batches.map(() => B));
  });

  it('leaves batches that are small enough as they are', async () => {
    const options = { ...COSTS['a guide and clipping']!, ...execution };
    expect(await train({ ...options, split: { ...split, rows: B } })).toEqual(await train(options));
  });

  it('never writes to a state that it has given away', async () => {
    const trainer = await openTrainer({
      loss: penalised,
      parameters,
      constants,
      optimizer: adamW(),
      ...execution,
      split,
    });
    await trainer.step(batches[0]!, 0.1);
    const given = trainer.state();
    const before = structuredClone(given);
    await trainer.step(batches[1]!, 0.1);
    expect(given).toEqual(before);
    expect(trainer.state().parameters).not.toEqual(before.parameters);
  });

  it('refuses a loss that is no number in any part, keeps the state of before and can go on', async () => {
    const options = { ...COSTS['a guide']!, ...execution, split, parameters, constants, optimizer: sgd() };
    const trainer = await openTrainer(options);
    await trainer.step(batches[0]!, 0.1);
    const before: TrainerState = trainer.state();
    const x = Float32Array.from(batches[1]!['x']!.data);
    x[x.length - 1] = NaN;
    const spoilt = { ...batches[1], x: float32([B, D], x) };
    await expect(trainer.step(spoilt, 0.1)).rejects.toThrow('diverged: the loss is NaN at step 2');
    expect(trainer.state()).toEqual(before);
    await trainer.step(batches[1]!, 0.1);
    const undisturbed = await openTrainer(options);
    for (const batch of batches.slice(0, 2)) await undisturbed.step(batch, 0.1);
    expect(trainer.state()).toEqual(undisturbed.state());
  });
});

describe('a step in parts', () => {
  it.each([
    [{ ...batches[0]!, labels: int32([2], [0, 1]) }, 'the batch\'s "labels" has 2 rows, "x" 7; expected a row'],
    [{ x: batches[0]!['x']!, labels: batches[0]!['labels']! }, 'the batch\'s "wishes" is missing'],
  ])('refuses a batch that it cannot cut', async (batch, message) => {
    const trainer = await openTrainer({ loss: penalised, parameters, constants, optimizer: sgd(), split });
    await expect(trainer.step(batch, 0.1)).rejects.toMatchObject({
      code: 'TRAIN_SPLIT',
      message: expect.stringContaining(message) as string,
    });
  });

  it.each([
    { rows: 0, of: ['x'] },
    { rows: 1.5, of: ['x'] },
    { rows: 2, of: [] },
  ])('refuses parts of $rows rows of $of', async (unfit) => {
    const opening = openTrainer({ loss: penalised, parameters, constants, optimizer: sgd(), split: unfit });
    await expect(opening).rejects.toMatchObject({ code: 'TRAIN_SPLIT' });
  });
});
