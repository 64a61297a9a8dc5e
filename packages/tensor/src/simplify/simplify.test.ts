import { describe, expect, it } from 'vitest';

import { expectClose } from '../../test/close.ts';
import { Random } from '../../test/random.ts';
import { compile, float32, type HostTensor, specsOf, tf } from '../index.ts';
import { inOrder } from '../trace/order.ts';
import { input, mapRecord, trace } from '../trace/trace.ts';
import type { Operation } from '../trace/value.ts';
import { simplify } from './simplify.ts';

type Tensors = Readonly<Record<string, tf.Tensor>>;

const random = new Random(3);
const INPUTS: Record<string, HostTensor> = {
  a: float32([3, 4], random.array(12)),
  b: float32([3, 4], random.array(12)),
  m: float32([4, 5], random.array(20)),
  c: float32([3, 5], random.array(15)),
  row: float32([5], random.array(5)),
  image: float32([1, 3, 3, 2], random.array(18)),
  filter: float32([2, 2, 2, 3], random.array(24)),
  channels: float32([3], random.array(3)),
};

/** The operators that are left, in order. */
function operators(fn: (tensors: Tensors) => tf.Tensor): string[] {
  const inputs = mapRecord(INPUTS, ({ shape }, name) => input(name, { dtype: 'float32', shape }));
  const outputs = simplify(trace((tensors) => ({ y: fn(tensors) }), inputs));
  return inOrder(Object.values(outputs)).flatMap((v) => (v.kind === 'operation' ? [describeOperation(v)] : []));
}

function describeOperation({ op, attributes, inputs }: Operation): string {
  if (op === 'Conv') return `Conv ${inputs.length} inputs`;
  if (op !== 'Gemm') return op;
  const factor = (name: string): number => (attributes[name] as { float: number } | undefined)?.float ?? 1;
  return `Gemm ${factor('alpha')}` + (inputs.length === 3 ? ` ${factor('beta')}` : '');
}

const convolved = ({ image, filter }: Tensors): tf.Tensor =>
  tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid');

const product = ({ a, m }: Tensors): tf.Tensor => tf.matMul(a as tf.Tensor2D, m as tf.Tensor2D);

const CASES: [name: string, fn: (tensors: Tensors) => tf.Tensor, expected: string[]][] = [
  ['drops x + 0, x · 1, x − 0, x / 1', ({ a }) => tf.div(tf.sub(tf.mul(tf.add(a!, 0), 1), 0), 1), []],
  ['drops casts and reshapes that change nothing', ({ a }) => tf.reshape(tf.cast(a!, 'float32'), [3, 4]), []],
  ['joins reshapes', ({ a }) => tf.reshape(tf.reshape(a!, [12]), [4, 3]), ['Reshape']],
  ['joins scale factors', ({ a }) => tf.mul(2, tf.mul(tf.mul(a!, 3), 4)), ['Mul']],
  ['turns a + (−b) into a − b', ({ a, b }) => tf.add(a!, tf.neg(b!)), ['Sub']],
  ['moves a sign into a factor', ({ a }) => tf.neg(tf.mul(a!, 3)), ['Mul']],
  [
    'computes equal subexpressions once',
    ({ a, b }) => tf.add(tf.exp(tf.add(a!, b!)), tf.sqrt(tf.exp(tf.add(a!, b!)))),
    ['Add', 'Exp', 'Sqrt', 'Add'],
  ],
  ['folds constants', ({ a }) => tf.mul(a!, tf.sqrt(tf.add(tf.fill([3, 4], 3), tf.ones([3, 4])))), ['Mul']],
  ['scales the smaller factor', ({ c, row }) => tf.mul(tf.mul(c!, 3), row!), ['Mul', 'Mul']],
  ['scales after a sum', ({ a, b }) => tf.sum(tf.mul(tf.mul(a!, 3), b!), 0), ['Mul', 'ReduceSum', 'Mul']],
  ['takes logarithms of a softmax in one operator', ({ c }) => tf.logSoftmax(c!), ['LogSoftmax']],
  ['scales inside a product', (t) => tf.mul(product(t), 3), ['Gemm 3']],
  [
    'scales a sum inside its product and its smallest factor',
    (t) => tf.mul(tf.sub(product(t), tf.mul(t['c']!, t['row']!)), 3),
    ['Gemm 3', 'Mul', 'Mul', 'Sub'],
  ],
  ['adds a row to a product inside it', (t) => tf.add(product(t), t['row']!), ['Gemm 1 1']],
  ['adds a row to a scaled product inside it', (t) => tf.add(tf.mul(product(t), 3), t['row']!), ['Gemm 3 1']],
  [
    'adds a product to a row inside it',
    (t) => tf.add(tf.reshape(t['row']!, [1, 5]), product(t)),
    ['Reshape', 'Gemm 1 1'],
  ],
  [
    'adds a column to a product outside it',
    (t) => tf.add(product(t), tf.sum(t['c']!, 1, true)),
    ['Gemm 1', 'ReduceSum', 'Add'],
  ],
  [
    'adds to channels inside a convolution',
    (t) => tf.add(convolved(t), t['channels']!),
    ['Transpose', 'Transpose', 'Conv 3 inputs', 'Transpose'],
  ],
  [
    'adds once only inside a convolution',
    (t) => tf.add(tf.add(convolved(t), t['channels']!), tf.exp(t['channels']!)),
    ['Transpose', 'Transpose', 'Conv 3 inputs', 'Transpose', 'Exp', 'Add'],
  ],
  [
    'takes parts of a concatenation from where they were',
    ({ a, b }) => tf.exp(tf.split(tf.concat([a!, b!, a!], 1), [4, 4, 4], 1)[1]!),
    ['Exp'],
  ],
  [
    'keeps a slice that is no part of a concatenation',
    ({ a, b }) => tf.slice(tf.concat([a!, b!], 0), [1, 0], [3, 4]),
    ['Concat', 'Slice'],
  ],
  [
    'keeps a product that is used twice',
    (t) => tf.mul(tf.add(product(t), t['c']!), product(t)),
    ['Gemm 1', 'Add', 'Mul'],
  ],
];

describe('simplify', () => {
  it.each(CASES)('%s', async (_name, fn, expected) => {
    expect(operators(fn)).toEqual(expected);
    const run = async (executor: 'onnx' | 'cpu'): Promise<HostTensor> => {
      const program = await compile((tensors: Tensors) => ({ y: fn(tensors) }), specsOf(INPUTS), { executor });
      return (await program.run(INPUTS)).y;
    };
    expectClose(await run('onnx'), await run('cpu'));
  });

  it('copes with graphs deeper than the call stack', () => {
    const deep = ({ a }: Tensors): tf.Tensor => {
      let y = a!;
      for (let i = 0; i < 20_000; i++) y = tf.exp(y);
      return y;
    };
    expect(operators(deep).length).toBe(20_000);
  });
});
