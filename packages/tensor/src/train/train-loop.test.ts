import { describe, expect, it } from 'vitest';

import { Random } from '../../test/random.ts';
import {
  adam,
  constantRate,
  cosineLogits,
  float32,
  int32,
  sgd,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  type TrainLoopOptions,
  zeros,
} from '../index.ts';

const [N, C, D, B, S] = [12, 3, 5, 4, 40];

/** A small softmax regression on random data. */
function problem(overrides: Partial<TrainLoopOptions> = {}): TrainLoopOptions {
  const random = new Random(7);
  return {
    threads: 1,
    loss: ({ parameters, constants, batch }) => {
      const x = tf.gather(constants['features']!, batch['indices']!);
      const y = tf.gather(constants['labels']!, batch['indices']!);
      const weights = tf.add(constants['base']!, parameters['residual']!);
      return softmaxCrossEntropy(cosineLogits(x, weights, 10), y);
    },
    parameters: { residual: zeros([C, D]) },
    constants: {
      features: float32([N, D], random.array(N * D)),
      labels: int32(
        [N],
        Array.from({ length: N }, (_, i) => i % C),
      ),
      base: float32([C, D], random.array(C * D)),
    },
    batches: {
      indices: int32(
        [S, B],
        Array.from({ length: S * B }, () => random.int(0, N - 1)),
      ),
    },
    optimizer: adam({ weightDecay: 5e-4 }),
    learningRates: constantRate(1e-2, S),
    ...overrides,
  };
}

describe('trainLoop', () => {
  it('gives the same losses and parameters on onnx and cpu', async () => {
    const [onnx, cpu] = [await trainLoop(problem()), await trainLoop(problem({ executor: 'cpu' }))];
    expect(sum(onnx.losses.slice(-10))).toBeLessThan(sum(onnx.losses.slice(0, 10)));
    onnx.losses.forEach((loss, i) => expect(loss).toBeCloseTo(cpu.losses[i]!, 5));
    onnx.parameters['residual']!.data.forEach((value, i) => {
      expect(value).toBeCloseTo(Number(cpu.parameters['residual']!.data[i]), 5);
    });
  });

  it('computes in double precision where asked', async () => {
    const [single, double] = [await trainLoop(problem()), await trainLoop(problem({ precision: 'float64' }))];
    expect(double.parameters['residual']!.dtype).toBe('float64');
    double.losses.forEach((loss, i) => expect(Math.abs(loss - single.losses[i]!)).toBeLessThan(1e-4));
    expect([...double.losses]).not.toEqual([...single.losses]);
  });

  it('is not changed by a bit by where it is cut into segments', async () => {
    const whole = await trainLoop(problem({ segmentSeconds: 100 }));
    const cut = await trainLoop(problem({ segmentSeconds: 0 }));
    expect([...cut.losses]).toEqual([...whole.losses]);
    expect([...cut.parameters['residual']!.data]).toEqual([...whole.parameters['residual']!.data]);
  });

  it('reports every segment and stops when told to', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const training = trainLoop(
      problem({
        segmentSeconds: 0,
        signal: controller.signal,
        onProgress: ({ step, steps, loss }) => {
          expect(steps).toBe(S);
          expect(loss).toBeGreaterThan(0);
          seen.push(step);
          if (step >= 10) controller.abort(new Error('enough'));
        },
      }),
    );
    await expect(training).rejects.toThrow('enough');
    expect(seen).toEqual([8, 9, 10]);
  });

  it('shows the parameters of every checkpoint without changing the training by a bit', async () => {
    const seen: [number, number[]][] = [];
    const look = (parameters: TrainLoopOptions['parameters'], step: number): void =>
      void seen.push([step, [...parameters['residual']!.data]]);
    const watched = await trainLoop(problem({ checkpoints: { every: 15, look } }));
    const plain = await trainLoop(problem());
    expect([...watched.losses]).toEqual([...plain.losses]);
    expect(seen.map(([step]) => step)).toEqual([15, 30]);
    const half = problem();
    const indices = half.batches['indices']!;
    const upTo30 = await trainLoop({
      ...half,
      batches: { indices: int32([30, B], indices.data.subarray(0, 30 * B)) },
      learningRates: constantRate(1e-2, 30),
    });
    expect(seen[1]![1]).toEqual([...upTo30.parameters['residual']!.data]);
  });

  it('gives the optimiser what it makes of two gradients', async () => {
    const half = problem({ optimizer: sgd() });
    const lossOf: TrainLoopOptions['loss'] = half.loss;
    const penalty: TrainLoopOptions['loss'] = ({ parameters }) => tf.sum(tf.square(tf.sub(parameters['residual']!, 1)));
    const summed = await trainLoop({ ...half, loss: (given) => tf.add(lossOf(given), tf.mul(penalty(given), 3)) });
    const guide = {
      loss: penalty,
      combine: (gradient: tf.Tensor, other: tf.Tensor) => tf.add(gradient, tf.mul(other, 3)),
    };
    const guided = await trainLoop({ ...half, guide });
    const expected = summed.parameters['residual']!.data;
    guided.parameters['residual']!.data.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    // The loss that is reported is the first one alone.
    expect(guided.losses[S - 1]).toBeLessThan(summed.losses[S - 1]!);
  });

  it('lets timers run between segments', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await trainLoop(problem({ segmentSeconds: 0, onProgress: () => busy(2) }));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  it('says so when training diverges', async () => {
    const options = problem({
      optimizer: sgd(),
      learningRates: constantRate(1e30, S),
      loss: ({ parameters }) => tf.sum(tf.square(tf.sub(parameters['residual']!, 1))),
    });
    await expect(trainLoop(options)).rejects.toThrow(/training diverged: the loss is \w+ at step \d+; lower/);
  });

  it('refuses batches of another length than the schedule', async () => {
    await expect(trainLoop(problem({ learningRates: constantRate(1e-2, 3) }))).rejects.toThrow(
      'batches "indices" have 40 steps but there are 3 learning rates',
    );
    await expect(trainLoop(problem({ learningRates: [] }))).rejects.toThrow('training has no steps');
  });
});

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
