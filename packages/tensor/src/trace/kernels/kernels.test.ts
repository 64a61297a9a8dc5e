import { describe, expect, it } from 'vitest';

import { expectClose } from '../../../test/close.ts';
import { Random } from '../../../test/random.ts';
import { compile, float32, type HostTensor, int32, layerNorm, sizeOf, specsOf, tf } from '../../index.ts';
import { TRACE_BACKEND } from '../backend.ts';
import '../trace.ts';

type Tensors = readonly tf.Tensor[];

interface Case {
  /** The tfjs kernels that the case is there for. */
  readonly kernels: readonly string[];
  readonly fn: (inputs: Tensors) => tf.Tensor;
  readonly inputs: (random: Random, empty: boolean) => HostTensor[];
  /** False where the result does not depend smoothly on the inputs or tfjs has no gradient. */
  readonly differentiable?: false;
  /** False where tfjs's own CPU back end fails on tensors without elements. */
  readonly emptyOnCpu?: false;
  /** False where ONNX Runtime has the operator in single precision only. */
  readonly float64?: false;
}

/** Random tensors of one shape with values in a range. */
function values(random: Random, shape: readonly number[], from = -2, to = 2): HostTensor {
  return float32(shape, random.array(sizeOf(shape), from, to));
}

/** Positions in a matrix [3, 4], int32 [count, 2]. */
function positions(random: Random, count: number): HostTensor {
  return int32([count, 2], Array.from({ length: count }, () => [random.int(0, 2), random.int(0, 3)]).flat());
}

const one =
  (from = -2, to = 2): Case['inputs'] =>
  (random, empty) => [values(random, random.shape({ empty }), from, to)];

const two =
  (from = -2, to = 2): Case['inputs'] =>
  (random, empty) => {
    const shape = random.shape({ empty });
    const shapes = random.next() < 0.5 ? [shape, random.collapsed(shape)] : [random.collapsed(shape), shape];
    return shapes.map((s) => values(random, s, from, to));
  };

/** No two elements near each other, so that neither rounding nor a finite difference changes a comparison. */
const comparable: Case['inputs'] = (random, empty) => {
  const shape = random.shape({ empty });
  const size = sizeOf(shape);
  const all = random.distinct(2 * size);
  return [float32(shape, all.slice(0, size)), float32(shape, all.slice(size))];
};

const oneDistinct: Case['inputs'] = (random, empty) => {
  const shape = random.shape({ empty, minRank: 1 });
  return [float32(shape, random.distinct(sizeOf(shape)))];
};

const ranked =
  (minRank: number, maxRank = 4): Case['inputs'] =>
  (random, empty) => [values(random, random.shape({ empty, minRank, maxRank }))];

const unary = (kernel: string, fn: (x: tf.Tensor) => tf.Tensor, inputs = one()): Case => ({
  kernels: [kernel],
  fn: ([x]) => fn(x!),
  inputs,
});

const binary = (kernel: string, fn: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, inputs = two()): Case => ({
  kernels: [kernel],
  fn: ([a, b]) => fn(a!, b!),
  inputs,
});

const comparison = (kernel: string, fn: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Case => ({
  ...binary(kernel, (a, b) => tf.cast(fn(a, b), 'float32'), comparable),
  differentiable: false,
});

/** A convolution of random images [B, H, W, I] with filters [2, 3, I, O]. */
const convolution = (convolve: (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor): Case => ({
  kernels: ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'],
  fn: ([x, filter]) => convolve(x as tf.Tensor4D, filter as tf.Tensor4D),
  inputs: (random, empty) => {
    const [batch, ins] = [random.int(empty ? 0 : 1, 2), random.int(1, 3)];
    const image = [batch, random.int(4, 6), random.int(4, 6), ins];
    return [values(random, image), values(random, [2, 3, ins, random.int(1, 3)])];
  },
  float64: false,
});

const pooling = (pool: (x: tf.Tensor4D) => tf.Tensor, sides: [number, number]): Case => ({
  kernels: ['AvgPool', 'AvgPoolGrad'],
  fn: ([x]) => pool(x as tf.Tensor4D),
  inputs: (random, empty) => [values(random, [random.int(empty ? 0 : 1, 2), ...sides, random.int(1, 3)])],
  float64: false,
});

/** Axes derived from the input itself, so that one function serves every random shape. */
const alternateAxes = (x: tf.Tensor): number[] => x.shape.flatMap((_, i) => (i % 2 === 0 ? [i] : []));

const CASES: Case[] = [
  unary('Abs', (x) => tf.abs(x), one(0.1, 2)),
  { ...unary('Ceil', (x) => tf.ceil(x)), differentiable: false },
  { ...unary('Erf', (x) => tf.erf(x)), float64: false },
  unary('Exp', (x) => tf.exp(x)),
  { ...unary('Floor', (x) => tf.floor(x)), differentiable: false },
  unary('Identity', (x) => tf.mul(tf.clone(x), x)),
  unary('Log', (x) => tf.log(x), one(0.1, 3)),
  unary('Log1p', (x) => tf.log1p(x), one(-0.5, 2)),
  unary('Log1p', (x) => tf.log1p(tf.mul(x, 1e-6))),
  unary('AddN', (x) => tf.addN([x, tf.square(x), x])),
  unary('Neg', (x) => tf.neg(x)),
  unary('Reciprocal', (x) => tf.reciprocal(x), one(0.3, 2)),
  unary('Relu', (x) => tf.relu(x), oneDistinct),
  unary('Rsqrt', (x) => tf.rsqrt(x), one(0.3, 3)),
  unary('Sigmoid', (x) => tf.sigmoid(x)),
  { ...unary('Sign', (x) => tf.sign(x)), differentiable: false },
  unary('Sqrt', (x) => tf.sqrt(x), one(0.2, 3)),
  unary('Square', (x) => tf.square(x)),
  unary('Tanh', (x) => tf.tanh(x)),
  unary('ClipByValue', (x) => tf.clipByValue(x, -0.93, 1.11), oneDistinct),
  { ...unary('Step', (x) => tf.step(x, 0.25)), differentiable: false },
  unary('ZerosLike', (x) => tf.add(x, tf.zerosLike(x))),
  unary('OnesLike', (x) => tf.mul(x, tf.onesLike(x))),
  { ...unary('Cast', (x) => tf.cast(tf.cast(tf.mul(x, 3), 'int32'), 'float32')), differentiable: false },
  { ...unary('Cast', (x) => tf.cast(tf.cast(tf.floor(x), 'bool'), 'float32')), differentiable: false },
  binary('Add', (a, b) => tf.add(a, b)),
  binary('Sub', (a, b) => tf.sub(a, b)),
  binary('Multiply', (a, b) => tf.mul(a, b)),
  binary('RealDiv', (a, b) => tf.div(a, b), two(0.5, 2)),
  { ...binary('Pow', (a, b) => tf.pow(a, b), two(0.3, 2)), emptyOnCpu: false },
  binary('Maximum', (a, b) => tf.maximum(a, b), comparable),
  binary('Minimum', (a, b) => tf.minimum(a, b), comparable),
  // tfjs's gradient of it does not undo broadcasting, so the shapes are equal here.
  binary('SquaredDifference', (a, b) => tf.squaredDifference(a, b), comparable),
  comparison('Equal', (a, b) => tf.equal(tf.floor(a), tf.floor(b))),
  comparison('NotEqual', (a, b) => tf.notEqual(tf.floor(a), tf.floor(b))),
  comparison('Greater', (a, b) => tf.greater(a, b)),
  comparison('GreaterEqual', (a, b) => tf.greaterEqual(a, b)),
  comparison('Less', (a, b) => tf.less(a, b)),
  comparison('LessEqual', (a, b) => tf.lessEqual(a, b)),
  comparison('LogicalAnd', (a, b) => tf.logicalAnd(tf.greater(a, 0), tf.greater(b, 0))),
  comparison('LogicalOr', (a, b) => tf.logicalOr(tf.greater(a, 0), tf.greater(b, 0))),
  comparison('LogicalNot', (a, b) => tf.logicalNot(tf.greater(a, b))),
  {
    kernels: ['Select'],
    fn: ([condition, a, b]) => tf.where(tf.cast(condition!, 'bool'), tf.square(a!), tf.mul(b!, 3)),
    inputs: (random, empty) => {
      const shape = random.shape({ empty });
      const condition = int32(
        shape,
        Int32Array.from({ length: sizeOf(shape) }, () => random.int(0, 1)),
      );
      return [condition, values(random, shape), values(random, shape)];
    },
  },
  unary('Sum', (x) => tf.sum(x)),
  unary('Sum', (x) => tf.sum(tf.square(x), alternateAxes(x), true)),
  unary('Sum', (x) => tf.sum(x, []), ranked(1)),
  unary('Mean', (x) => tf.mean(x, alternateAxes(x)), ranked(1)),
  unary('Mean', (x) => tf.mean(x, -1, true), ranked(1)),
  { ...unary('Max', (x) => tf.max(x, -1, true), oneDistinct), emptyOnCpu: false },
  { ...unary('Max', (x) => tf.max(x, alternateAxes(x)), oneDistinct), emptyOnCpu: false },
  { ...unary('Min', (x) => tf.min(x, 0), oneDistinct), emptyOnCpu: false },
  { ...unary('Prod', (x) => tf.prod(x, -1), ranked(1)), differentiable: false },
  {
    ...unary('ArgMax', (x) => tf.cast(tf.argMax(x, 0), 'float32'), oneDistinct),
    differentiable: false,
    emptyOnCpu: false,
  },
  unary('Softmax', (x) => tf.softmax(x), ranked(1)),
  unary('LogSoftmax', (x) => tf.logSoftmax(x), ranked(1)),
  unary('Reshape', (x) => tf.square(tf.reshape(x, [1, x.size, 1]))),
  unary('ExpandDims', (x) => tf.square(tf.expandDims(x, -1))),
  unary('Transpose', (x) => tf.square(tf.transpose(x))),
  unary('Transpose', (x) => tf.square(tf.transpose(x, [1, 2, 0])), ranked(3, 3)),
  {
    kernels: ['Concat'],
    fn: ([a, b]) => tf.square(tf.concat([a!, b!, a!], 1)),
    inputs: (random, empty) => {
      const [rows, columns] = [random.int(empty ? 0 : 1, 3), random.int(empty ? 0 : 1, 3)];
      return [values(random, [rows, columns]), values(random, [rows, random.int(1, 3)])];
    },
  },
  {
    kernels: ['Pack'],
    fn: ([a, b]) => tf.square(tf.stack([a!, b!], -1)),
    inputs: (random, empty) => {
      const shape = random.shape({ empty, maxRank: 3 });
      return [values(random, shape), values(random, shape)];
    },
  },
  unary(
    'Unpack',
    (x) => tf.stack(tf.unstack(x, 0).map((row, i) => tf.mul(row, i + 1))),
    (random, empty) => [values(random, [random.int(2, 4), ...random.shape({ empty, maxRank: 2 })])],
  ),
  unary(
    'SplitV',
    (x) => {
      const [head, tail] = tf.split(x, [1, x.shape[1]! - 1], 1);
      return tf.add(tf.sum(tf.square(head!)), tf.sum(tf.exp(tail!)));
    },
    (random, empty) => [values(random, [random.int(empty ? 0 : 1, 3), random.int(2, 4)])],
  ),
  unary(
    'Slice',
    (x) =>
      tf.square(
        tf.slice(
          x,
          x.shape.map((dim) => (dim > 1 ? 1 : 0)),
        ),
      ),
    ranked(1),
  ),
  unary(
    'Tile',
    (x) =>
      tf.square(
        tf.tile(
          x,
          x.shape.map((_, i) => (i % 2) + 1),
        ),
      ),
    ranked(1),
  ),
  unary(
    'PadV2',
    (x) =>
      tf.square(
        tf.pad(
          x,
          x.shape.map((_, i): [number, number] => [i, 1]),
          0.5,
        ),
      ),
    ranked(1),
  ),
  unary('Fill', (x) => tf.mul(x, tf.fill(x.shape, 2.5))),
  unary(
    'Range',
    (x) => tf.mul(x, tf.range(0, 3, 1)),
    (random, empty) => [values(random, [random.int(empty ? 0 : 1, 4), 3])],
  ),
  {
    kernels: ['GatherV2', 'UnsortedSegmentSum'],
    fn: ([x, i]) => tf.square(tf.gather(x!, tf.cast(i!, 'int32') as tf.Tensor1D, 0)),
    inputs: (random, empty) => {
      const rows = random.int(1, 5);
      const picked = random.int(empty ? 0 : 1, 6);
      const indices = Int32Array.from({ length: picked }, () => random.int(0, rows - 1));
      return [values(random, [rows, ...random.shape({ empty, maxRank: 2 })]), int32([picked], indices)];
    },
  },
  {
    kernels: ['GatherV2'],
    fn: ([x, i]) => tf.gather(x!, i as tf.Tensor1D, 1),
    inputs: (random) => [
      values(random, [2, 3, 2]),
      int32(
        [4],
        Int32Array.from({ length: 4 }, () => random.int(0, 2)),
      ),
    ],
  },
  {
    kernels: ['UnsortedSegmentSum'],
    fn: ([x, i]) => tf.unsortedSegmentSum(x!, i as tf.Tensor1D, 3),
    inputs: (random, empty) => {
      const rows = random.int(empty ? 0 : 1, 5);
      const segments = Int32Array.from({ length: rows }, () => random.int(-1, 3));
      return [values(random, [rows, 2]), int32([rows], segments)];
    },
    differentiable: false,
  },
  {
    kernels: ['OneHot'],
    fn: ([i]) => tf.oneHot(i as tf.Tensor1D, 3),
    inputs: (random, empty) => {
      const rows = random.int(empty ? 0 : 1, 6);
      return [
        int32(
          [rows],
          Int32Array.from({ length: rows }, () => random.int(-1, 3)),
        ),
      ];
    },
    differentiable: false,
  },
  {
    kernels: ['OneHot'],
    fn: ([i]) => tf.oneHot(i as tf.Tensor1D, 4, 0.9, 0.1),
    inputs: (random) => [
      int32(
        [3],
        Int32Array.from({ length: 3 }, () => random.int(0, 3)),
      ),
    ],
    differentiable: false,
  },
  {
    kernels: ['GatherNd'],
    fn: ([x, i]) => tf.gatherND(x!, i!),
    inputs: (random) => [values(random, [3, 4]), positions(random, 5)],
    differentiable: false,
  },
  {
    kernels: ['GatherNd'],
    fn: ([x, i]) => tf.gatherND(x!, i!),
    inputs: (random) => [values(random, [3, 4, 2]), positions(random, 5)],
    differentiable: false,
  },
  {
    kernels: ['TensorScatterUpdate'],
    fn: ([x, i, y]) => tf.tensorScatterUpdate(x!, i!, y!),
    inputs: (random) => [values(random, [3, 4]), int32([2, 2], [2, random.int(0, 3), 0, 1]), values(random, [2])],
    differentiable: false,
  },
  convolution((x, filter) => tf.conv2d(x, filter, 1, 'valid')),
  convolution((x, filter) => tf.conv2d(x, filter, 1, 'same')),
  convolution((x, filter) => tf.conv2d(x, filter, 2, 1)),
  convolution((x, filter) => {
    const pad: [number, number][] = [
      [0, 0],
      [2, 0],
      [1, 2],
      [0, 0],
    ];
    return tf.conv2d(x, filter, [3, 2], pad as Parameters<typeof tf.conv2d>[3]);
  }),
  { ...convolution((x, filter) => tf.conv2d(x, filter, 1, 'valid', 'NHWC', [3, 1])), differentiable: false },
  // tfjs forgets the rounding in its gradient.
  { ...convolution((x, filter) => tf.conv2d(x, filter, 2, 1, 'NHWC', 1, 'ceil')), differentiable: false },
  pooling((x) => tf.avgPool(x, 2, 2, 'valid'), [4, 6]),
  pooling((x) => tf.avgPool(x, [3, 2], [2, 1], 'valid'), [6, 5]),
  { ...pooling((x) => tf.avgPool(x, 3, 2, 'same'), [5, 4]), differentiable: false },
  {
    kernels: ['LayerNormalization'],
    fn: ([x, scale, shift]) => layerNorm(x!, { scale: scale!, shift: shift! }, 1e-2),
    inputs: (random, empty) => {
      const shape = random.shape({ empty, minRank: 1 });
      return [values(random, shape), values(random, shape.slice(-1)), values(random, shape.slice(-1))];
    },
  },
  ...[false, true].flatMap((transposeA) =>
    [false, true].map((transposeB): Case => ({
      kernels: ['BatchMatMul'],
      fn: ([a, b]) => tf.matMul(a!, b!, transposeA, transposeB),
      inputs: (random, empty) => {
        const [m, k, n] = [0, 0, 0].map(() => random.int(empty ? 0 : 1, 4)) as [number, number, number];
        const batch = random.next() < 0.5 ? [] : [random.int(1, 3)];
        const left = transposeA ? [k, m] : [m, k];
        return [values(random, [...batch, ...left]), values(random, [...batch, ...(transposeB ? [n, k] : [k, n])])];
      },
    })),
  ),
];

const ROUNDS = 6;

describe('traced kernels', () => {
  it('are all covered by a case', () => {
    const registered = tf.getKernelsForBackend(TRACE_BACKEND).map(({ kernelName }) => kernelName);
    const covered = new Set(CASES.flatMap(({ kernels }) => kernels));
    expect(registered.filter((name) => !covered.has(name))).toEqual([]);
    expect(registered.length).toBeGreaterThan(50);
  });

  describe.each(CASES.map((c, i) => ({ ...c, title: `${c.kernels.join('+')} (case ${i})`, seed: i + 1 })))(
    '$title',
    (kernelCase) => {
      it('computes what tfjs computes', async () => {
        const random = new Random(kernelCase.seed);
        for (let round = 0; round < ROUNDS; round++) {
          const isEmpty = round >= ROUNDS / 2 && kernelCase.emptyOnCpu !== false;
          await compareExecutors(kernelCase, kernelCase.inputs(random, isEmpty), random, 'values');
        }
      });

      if (kernelCase.differentiable === false) return;

      it('has the gradient that tfjs computes', async () => {
        const random = new Random(kernelCase.seed + 1000);
        for (let round = 0; round < ROUNDS; round++) {
          const isEmpty = round >= ROUNDS / 2 && kernelCase.emptyOnCpu !== false;
          await compareExecutors(kernelCase, kernelCase.inputs(random, isEmpty), random, 'gradients');
        }
      });

      it('has the gradient that finite differences show', async () => {
        const random = new Random(kernelCase.seed + 2000);
        for (let round = 0; round < 2; round++) {
          await checkFiniteDifferences(kernelCase, kernelCase.inputs(random, false), random);
        }
      });
    },
  );
});

describe('padded average pooling', () => {
  // tfjs's CPU gradient divides by the whole window even where part of it is padding, so only the second check applies.
  it('has the gradient that finite differences show', async () => {
    const random = new Random(77);
    const padded = pooling((x) => tf.avgPool(x, 3, 2, 'same'), [5, 4]);
    await checkFiniteDifferences(padded, padded.inputs(random, false), random);
  });
});

describe('folding an axis without elements', () => {
  it.each([
    ['max', Number.NEGATIVE_INFINITY, (x: tf.Tensor) => tf.max(x, 1)],
    ['min', Number.POSITIVE_INFINITY, (x: tf.Tensor) => tf.min(x, 1)],
    ['sum', 0, (x: tf.Tensor) => tf.sum(x, 1)],
    ['prod', 1, (x: tf.Tensor) => tf.prod(x, 1)],
    ['mean', 0, (x: tf.Tensor) => tf.mean(x, 1)],
  ])('%s gives its neutral element', async (_name, neutral, fold) => {
    const program = await compile(({ x }) => ({ y: fold(x) }), { x: { dtype: 'float32', shape: [2, 0] } });
    const { y } = await program.run({ x: float32([2, 0], []) });
    expect([...y.data]).toEqual([neutral, neutral]);
  });
});

const named = (tensors: readonly HostTensor[]): Record<string, HostTensor> =>
  Object.fromEntries(tensors.map((tensor, i) => [`x${i}`, tensor]));

const listed = (tensors: Readonly<Record<string, tf.Tensor>>, count: number): tf.Tensor[] =>
  Array.from({ length: count }, (_, i) => tensors[`x${i}`]!);

async function compareExecutors(
  { fn }: Case,
  inputs: HostTensor[],
  random: Random,
  what: 'values' | 'gradients',
): Promise<void> {
  const program = (tensors: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> =>
    what === 'values' ? { y: fn(listed(tensors, inputs.length)) } : gradients(fn, listed(tensors, inputs.length), seed);
  const seed = random.int(1, 1000);
  const [traced, eager] = await Promise.all(
    (['onnx', 'cpu'] as const).map(async (executor) => {
      const compiled = await compile(program, specsOf(named(inputs)), { executor, threads: 1 });
      return compiled.run(named(inputs));
    }),
  );
  const shapes = inputs.map(({ shape }) => `[${shape.join(',')}]`).join(' ');
  for (const name of Object.keys(eager!)) expectClose(traced![name]!, eager![name]!, { label: `${shapes} ${name}` });
}

/** Gradients of Σ weights · fn(x) with fixed weights, for the float inputs. */
function gradients(fn: Case['fn'], inputs: Tensors, seed: number): Record<string, tf.Tensor> {
  const floats = inputs.filter(({ dtype }) => dtype === 'float32');
  const grads = tf.grads((...xs: tf.Tensor[]) => weighted(fn(withFloats(inputs, xs)), seed))(floats);
  return Object.fromEntries(grads.map((gradient, i) => [`g${i}`, gradient]));
}

function withFloats(inputs: Tensors, floats: Tensors): tf.Tensor[] {
  const rest = [...floats];
  return inputs.map((input) => (input.dtype === 'float32' ? rest.shift()! : input));
}

function weighted(y: tf.Tensor, seed: number): tf.Scalar {
  return tf.sum(tf.mul(y, tf.tensor(new Random(seed).array(y.size), y.shape)));
}

/** Central differences: their error is about h² plus rounding/h. */
async function checkFiniteDifferences(
  { fn, float64: hasFloat64 = true }: { fn: Case['fn']; float64?: boolean },
  inputs: HostTensor[],
  random: Random,
): Promise<void> {
  const seed = random.int(1, 1000);
  const count = inputs.length;
  const options = { precision: hasFloat64 ? 'float64' : 'float32', threads: 1 } as const;
  const [h, tolerance] = hasFloat64 ? [1e-5, 1e-6] : [1e-2, 2e-3];
  const specs = specsOf(named(inputs));
  const value = await compile((x) => ({ y: weighted(fn(listed(x, count)), seed) }), specs, options);
  const gradient = await compile((x) => gradients(fn, listed(x, count), seed), specs, options);
  const analytic = await gradient.run(named(inputs));
  const floats = inputs.filter(({ dtype }) => dtype === 'float32');
  for (const [f, input] of floats.entries()) {
    for (let i = 0; i < input.data.length; i++) {
      const at = async (shift: number): Promise<number> => {
        const data = Float64Array.from(input.data);
        data[i]! += shift;
        const moved = inputs.map((t) => (t === input ? { ...t, dtype: 'float64' as const, data } : t));
        return Number((await value.run(named(moved))).y.data[0]);
      };
      const numeric = ((await at(h)) - (await at(-h))) / (2 * h);
      const exact = Number(analytic[`g${f}`]!.data[i]);
      expect(Math.abs(numeric - exact), `input ${f} element ${i}: ${exact} against ${numeric}`).toBeLessThan(
        tolerance * (1 + Math.abs(numeric)),
      );
    }
  }
}
