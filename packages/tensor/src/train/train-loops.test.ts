import { describe, expect, it } from 'vitest';

import { Random } from '../../test/random.ts';
import {
  adam,
  adamW,
  constantRate,
  cosineLogits,
  float32,
  int32,
  type Optimizer,
  sgd,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  trainLoops,
  type Trained,
  type TrainLoopOptions,
  zeros,
} from '../index.ts';

const S = 24;

interface Cell {
  readonly seed?: number;
  readonly alpha?: number;
  readonly rate?: number;
  readonly optimizer?: Optimizer;
  readonly shape?: { readonly N: number; readonly C: number; readonly D: number; readonly B: number };
  /** Of the features; the same for all by default. */
  readonly data?: number;
}

const SHAPE = { N: 40, C: 7, D: 48, B: 16 };

/** A residual on fixed weights, trained on random data. */
function problem(cell: Cell = {}, overrides: Partial<TrainLoopOptions> = {}): TrainLoopOptions {
  const { seed = 1, alpha = 0.5, rate = 1e-2, optimizer = adam({ weightDecay: 5e-4 }), shape = SHAPE, data = 3 } = cell;
  const { N, C, D, B } = shape;
  const [fixed, random] = [new Random(data), new Random(seed)];
  return {
    threads: 1,
    loss: ({ parameters, constants, batch }) => {
      const x = tf.gather(constants['features']!, batch['indices']!);
      const y = tf.gather(constants['labels']!, batch['indices']!);
      const weights = tf.add(constants['base']!, tf.mul(parameters['residual']!, alpha));
      return softmaxCrossEntropy(cosineLogits(x, weights, 10), y);
    },
    parameters: { residual: zeros([C, D]) },
    constants: {
      features: float32([N, D], fixed.array(N * D)),
      labels: int32(
        [N],
        Array.from({ length: N }, (_, i) => i % C),
      ),
      base: float32([C, D], fixed.array(C * D)),
    },
    batches: {
      indices: int32(
        [S, B],
        Array.from({ length: S * B }, () => random.int(0, N - 1)),
      ),
    },
    optimizer,
    learningRates: constantRate(rate, S),
    ...overrides,
  };
}

async function expectAsAlone(trainings: readonly TrainLoopOptions[]): Promise<void> {
  const together = await trainLoops(trainings);
  for (const [r, training] of trainings.entries()) {
    const alone = await trainLoop(training);
    const { losses, parameters } = valueOf(together[r]!);
    expect([...losses]).toEqual([...alone.losses]);
    for (const [name, { data, shape, dtype }] of Object.entries(alone.parameters)) {
      expect(parameters[name]).toMatchObject({ shape, dtype });
      expect([...parameters[name]!.data], `${name} of training ${r}`).toEqual([...data]);
    }
  }
}

function valueOf(result: PromiseSettledResult<Trained>): Trained {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Which trainings were told of their first segment, in the order of the telling. */
function watched(trainings: readonly TrainLoopOptions[]): { trainings: TrainLoopOptions[]; told: string[] } {
  const told: string[] = [];
  const watch = (training: TrainLoopOptions, r: number): TrainLoopOptions => ({
    ...training,
    onProgress: ({ step, steps }) => void told.push(`${r}${step === steps ? ' end' : ''}`),
  });
  return { trainings: trainings.map(watch), told };
}

/** Two segments, one training after the other or both in one loop. */
const [APART, TOGETHER] = [
  ['0', '0 end', '1', '1 end'],
  ['0', '1', '0 end', '1 end'],
];

async function toldOf(...trainings: TrainLoopOptions[]): Promise<string[]> {
  const { trainings: all, told } = watched(trainings.map((one) => ({ ...one, segmentSeconds: 100 })));
  await trainLoops(all);
  return told;
}

type Tensors = Parameters<TrainLoopOptions['loss']>[0];

/** Losses that between them have every operator that cells can have in common. */
const LOSSES: [name: string, loss: (tensors: Tensors, factor: number) => tf.Tensor][] = [
  ['sums of short rows', ({ parameters: { w } }, k) => tf.mean(tf.sqrt(tf.sum(tf.square(tf.mul(w!, k)), 1)))],
  ['sums of columns', ({ parameters: { w } }, k) => tf.sum(tf.square(tf.add(tf.sum(w!, 0), k)))],
  [
    'means and largest of rows',
    ({ parameters: { w } }, k) => tf.sum(tf.sub(tf.mean(tf.square(w!), 1), tf.mul(tf.max(w!, 1), k))),
  ],
  [
    'transposes',
    ({ parameters: { w } }, k) => tf.mean(tf.square(tf.mul(tf.transpose(w!), tf.add(tf.reshape(w!, [9, 6]), k)))),
  ],
  ['parts', ({ parameters: { w } }, k) => tf.mean(tf.exp(tf.mul(tf.slice(w!, [1, 2], [3, 5]), k)))],
  [
    'joined parts',
    ({ parameters: { w } }, k) => tf.mean(tf.square(tf.concat([w!, tf.mul(tf.relu(w!), k), tf.ones([1, 9])], 0))),
  ],
  [
    'rows by indices',
    ({ parameters: { w }, batch }, k) => tf.mean(tf.square(tf.sub(tf.gather(w!, batch['rows']!), k))),
  ],
  [
    'products with a factor',
    ({ parameters: { w } }, k) =>
      tf.mean(tf.square(tf.mul(tf.matMul(w as tf.Tensor2D, w as tf.Tensor2D, false, true), k))),
  ],
  [
    'products plus a row',
    ({ parameters: { w, row } }, k) =>
      tf.mean(tf.square(tf.add(tf.matMul(w as tf.Tensor2D, w as tf.Tensor2D, true), tf.mul(row!, k)))),
  ],
  [
    'products of one row',
    ({ parameters: { w, row } }, k) =>
      tf.mean(tf.square(tf.matMul(tf.mul(row!, k).reshape([1, 9]), w as tf.Tensor2D, false, true))),
  ],
  ['a softmax', ({ parameters: { w } }, k) => tf.mean(tf.square(tf.softmax(tf.mul(w!, k))))],
  [
    'weighted cross-entropy',
    ({ parameters: { w }, batch }, k) =>
      softmaxCrossEntropy(tf.gather(tf.div(w!, k), batch['rows']!), batch['rows']!, batch['weights']),
  ],
];

/** Trainings with that loss, other numbers everywhere. */
function cellsWith(loss: (typeof LOSSES)[number][1], overrides: Partial<TrainLoopOptions>): TrainLoopOptions[] {
  return [1, 2, 3].map((seed) => {
    const random = new Random(seed);
    return {
      // Every parameter needs a gradient.
      loss: (tensors) => tf.add(loss(tensors, 1 + 0.3 * seed), tf.mean(tf.square(tensors.parameters['row']!))),
      parameters: { w: float32([6, 9], random.array(54)), row: float32([9], random.array(9)) },
      constants: {},
      batches: {
        rows: int32(
          [S, 4],
          Array.from({ length: 4 * S }, () => random.int(0, 5)),
        ),
        weights: float32([S, 4], random.array(4 * S, 0, 1)),
      },
      optimizer: sgd({ momentum: 0.9 }),
      learningRates: constantRate(1e-3 * seed, S),
      ...overrides,
    };
  });
}

describe('trainLoops', () => {
  const various: Cell[] = [{}, { seed: 2 }, { alpha: 1 / 3 }, { rate: 3e-3, seed: 4 }, { data: 9 }];

  it.each([
    ['float32', 1],
    ['float32', 2],
    ['float64', 1],
  ] as const)('gives the bits of single trainings in %s with %i threads', async (precision, threads) => {
    const decays = [1e-2, 3e-2];
    await expectAsAlone([
      ...various.map((cell) => problem(cell, { threads, precision })),
      ...decays.map((weightDecay) => problem({ optimizer: adam({ weightDecay }) }, { threads, precision })),
      ...decays.map((weightDecay) => problem({ optimizer: adamW({ weightDecay }) }, { threads, precision })),
      ...decays.map((weightDecay) =>
        problem({ optimizer: sgd({ momentum: 0.9, weightDecay }) }, { threads, precision }),
      ),
    ]);
  });

  it.each([
    { N: 30, C: 2, D: 3, B: 1 },
    { N: 50, C: 33, D: 65, B: 37 },
    { N: 50, C: 16, D: 512, B: 32 },
  ])('gives the bits of single trainings of %o', async (shape) => {
    for (const threads of [1, 2]) await expectAsAlone(various.map((cell) => problem({ ...cell, shape }, { threads })));
  });

  it.each(LOSSES)('gives the bits of single trainings with %s', async (_, loss) => {
    for (const threads of [1, 2]) {
      const cells = cellsWith(loss, { threads });
      await expectAsAlone(cells);
      expect(await toldOf(cells[0]!, cells[1]!)).toEqual(TOGETHER);
    }
  });

  it('puts those into one loop that differ in numbers only', async () => {
    for (const cell of various.slice(1)) expect(await toldOf(problem(), problem(cell))).toEqual(TOGETHER);
    expect(await toldOf(problem(), problem({ optimizer: adam({ weightDecay: 0.1 }) }))).toEqual(TOGETHER);
  });

  it.each<[string, Cell, Partial<TrainLoopOptions>]>([
    ['shapes', { shape: { ...SHAPE, B: 8 } }, {}],
    ['operations', { optimizer: adam() }, {}],
    ['threads', {}, { threads: 2 }],
    ['checkpoints', {}, { checkpoints: { every: 8, look: () => undefined } }],
  ])('leaves those by themselves that differ in %s', async (_, cell, overrides) => {
    const told = await toldOf(problem(), problem(cell, overrides));
    expect(told.indexOf('0 end')).toBeLessThan(told.indexOf('1'));
  });

  it('leaves those by themselves that are too large to gain, have an operator without a rule, or another executor', async () => {
    const shape = { N: 300, C: 100, D: 512, B: 256 };
    expect(await toldOf(problem({ shape }), problem({ shape, seed: 2 }))).toEqual(APART);
    const tanh = { loss: ({ parameters }: Tensors) => tf.mean(tf.tanh(tf.sub(parameters['residual']!, 1))) };
    expect(await toldOf(problem({}, tanh), problem({ seed: 2 }, tanh))).toEqual(APART);
    const cpu = { executor: 'cpu' } as const;
    expect(await toldOf(problem({}, cpu), problem({ seed: 2 }, cpu))).toEqual(APART);
  });

  it('shows each its own checkpoints', async () => {
    const look = async (run: (training: TrainLoopOptions[]) => Promise<unknown>) => {
      const seen: [number, number, number[]][] = [];
      const cells = [{}, { seed: 2 }].map((cell, r) =>
        problem(cell, {
          checkpoints: { every: 10, look: ({ residual }, step) => void seen.push([r, step, [...residual!.data]]) },
        }),
      );
      await run(cells);
      return seen.sort(([a, s], [b, t]) => a - b || s - t);
    };
    const alone = await look(async (cells) => {
      for (const cell of cells) await trainLoop(cell);
    });
    expect(alone.map(([r, step]) => [r, step])).toEqual([
      [0, 10],
      [0, 20],
      [1, 10],
      [1, 20],
    ]);
    expect(await look(trainLoops)).toEqual(alone);
  });

  it('leaves the others alone when one diverges, is stopped or can not begin', async () => {
    const stop = new AbortController();
    const wild = problem({ rate: 1e30, optimizer: sgd({ weightDecay: 1 }) });
    const calm = [1, 2].map((seed) => problem({ seed, optimizer: sgd({ weightDecay: 0.5 }) }));
    const stopped = problem(
      { seed: 3, optimizer: sgd({ weightDecay: 0.5 }) },
      { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) },
    );
    const short = problem({}, { learningRates: constantRate(1e-2, 3) });
    const results = await trainLoops([calm[0]!, wild, stopped, calm[1]!, short]);
    const messages = results.map((result) => (result.status === 'rejected' ? String(result.reason) : 'trained'));
    expect(messages[1]).toMatch(/training diverged: the loss is \w+ at step \d+; lower/);
    expect(messages[1]).toBe(await trainLoop(wild).catch(String));
    expect([messages[0], messages[2], messages[3]]).toEqual(['trained', 'Error: enough', 'trained']);
    expect(messages[4]).toContain('batches "indices" have 24 steps but there are 3 learning rates');
    for (const [at, training] of [
      [0, calm[0]!],
      [3, calm[1]!],
    ] as const) {
      const alone = await trainLoop(training);
      expect([...valueOf(results[at]!).parameters['residual']!.data]).toEqual([...alone.parameters['residual']!.data]);
    }
  });

  it('stops the loop when all are stopped', async () => {
    const stop = new AbortController();
    const steps: number[] = [];
    const cells = [1, 2].map((seed) =>
      problem(
        { seed },
        {
          segmentSeconds: 0,
          signal: stop.signal,
          onProgress: ({ step }) => {
            steps.push(step);
            if (step === 10) stop.abort(new Error('enough'));
          },
        },
      ),
    );
    expect((await trainLoops(cells)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(Math.max(...steps)).toBe(10);
  });

  it('is nothing for nothing', async () => {
    expect(await trainLoops([])).toEqual([]);
  });
});
