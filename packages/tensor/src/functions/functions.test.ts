import { describe, expect, it } from 'vitest';

import { expectClose } from '../../test/close.ts';
import { Random } from '../../test/random.ts';
import {
  attention,
  compile,
  cosineLogits,
  float32,
  gelu,
  type HostTensor,
  int32,
  layerNorm,
  linear,
  quickGelu,
  softmaxCrossEntropy,
  specsOf,
  tf,
} from '../index.ts';

/** Value and gradients of a scalar function, on one executor. */
async function valueAndGrads(
  fn: (...inputs: tf.Tensor[]) => tf.Scalar,
  inputs: Record<string, HostTensor>,
  executor: 'onnx' | 'cpu',
): Promise<Record<string, HostTensor>> {
  const program = await compile(
    (tensors: Readonly<Record<string, tf.Tensor>>) => {
      const { value, grads } = tf.valueAndGrads(fn)(Object.keys(inputs).map((name) => tensors[name]!));
      return { value, ...Object.fromEntries(grads.map((grad, i) => [`grad${i}`, grad])) };
    },
    specsOf(inputs),
    { executor },
  );
  return program.run(inputs);
}

const random = new Random(11);
const [B, C, D] = [6, 4, 5];
const labels = Array.from({ length: B }, () => random.int(0, C - 1));

describe.each(['onnx', 'cpu'] as const)('on %s', (executor) => {
  it('cosineLogits has the value and gradients of normalising first', async () => {
    const inputs = { x: float32([B, D], random.array(B * D)), w: float32([C, D], random.array(C * D)) };
    const weighting = random.array(B * C);
    const total = (logits: tf.Tensor): tf.Scalar => tf.sum(tf.mul(logits, tf.tensor(weighting, [B, C])));
    const plain = (x: tf.Tensor, w: tf.Tensor): tf.Scalar => {
      const unit = tf.div(w, tf.sqrt(tf.sum(tf.square(w), 1, true)));
      return total(tf.mul(tf.matMul(x as tf.Tensor2D, unit as tf.Tensor2D, false, true), 30));
    };
    const ours = await valueAndGrads((x, w) => total(cosineLogits(x, w, 30)), inputs, executor);
    const expected = await valueAndGrads(plain, inputs, 'cpu');
    for (const name of Object.keys(expected)) {
      expectClose(ours[name]!, expected[name]!, { absolute: 1e-4, label: name });
    }
  });

  it('softmaxCrossEntropy has the value and gradient of the plain formula', async () => {
    const inputs = { z: float32([B, C], random.array(B * C, -5, 5)) };
    const plain = (z: tf.Tensor): tf.Scalar => {
      const own = tf.sum(tf.mul(tf.oneHot(tf.tensor1d(labels, 'int32'), C), tf.logSoftmax(z)), 1);
      return tf.neg(tf.mean(own));
    };
    const y = (): tf.Tensor => tf.tensor1d(labels, 'int32');
    const ours = await valueAndGrads((z) => softmaxCrossEntropy(z, y()), inputs, executor);
    const expected = await valueAndGrads(plain, inputs, 'cpu');
    for (const name of Object.keys(expected)) expectClose(ours[name]!, expected[name]!, { label: name });
  });

  it('softmaxCrossEntropy weighs rows as it is told', async () => {
    const [all, two] = [random.array(B * C, -5, 5), 2];
    const weighted = await valueAndGrads(
      (z) =>
        softmaxCrossEntropy(
          z,
          tf.tensor1d(labels, 'int32'),
          tf.tensor1d([0.5, 0.5, ...Array<number>(B - two).fill(0)]),
        ),
      { z: float32([B, C], all) },
      executor,
    );
    const firstTwo = await valueAndGrads(
      (z) => softmaxCrossEntropy(z, tf.tensor1d(labels.slice(0, two), 'int32')),
      { z: float32([two, C], all.slice(0, two * C)) },
      executor,
    );
    expectClose(weighted['value']!, firstTwo['value']!);
    expect([...weighted['grad0']!.data.slice(two * C)].every((gradient) => Math.abs(gradient) === 0)).toBe(true);
    const gradients = float32([two, C], weighted['grad0']!.data.slice(0, two * C));
    expectClose(gradients, firstTwo['grad0']!);
  });

  it('softmaxCrossEntropy of saturated logits has no denormal numbers in its gradient', async () => {
    const z = float32([2, 3], [100, 10, 0, -60, 0, 40]);
    const inputs = { z };
    const { value, grad0 } = await valueAndGrads(
      (logits) => softmaxCrossEntropy(logits, tf.tensor1d([0, 2], 'int32')),
      inputs,
      executor,
    );
    expect(value!.data[0]).toBeCloseTo(0, 6);
    for (const gradient of grad0!.data) expect(gradient === 0 || Math.abs(gradient) > 1e-30).toBe(true);
  });

  it('softmaxCrossEntropy keeps the loss of a hopeless example finite', async () => {
    const program = await compile(
      ({ z, y }) => ({ loss: softmaxCrossEntropy(z, y) }),
      { z: { dtype: 'float32', shape: [1, 2] }, y: { dtype: 'int32', shape: [1] } },
      { executor },
    );
    const { loss } = await program.run({ z: float32([1, 2], [0, 200]), y: int32([1], [0]) });
    expect(loss.data[0]).toBe(200);
  });
});

/** Σ of the products with fixed numbers, so that every element has a gradient of its own. */
function total(y: tf.Tensor): tf.Scalar {
  return tf.sum(tf.mul(y, tf.tensor(new Random(5).array(y.size), y.shape)));
}

const INNER = 7;
const wide = (rows: number): HostTensor => float32([2, rows, INNER], random.array(2 * rows * INNER));

/** Functions with a gradient or an operator of their own, beside their formula in plain operations. */
const FORMULAS: {
  name: string;
  inputs: Record<string, HostTensor>;
  fn: (...inputs: tf.Tensor[]) => tf.Tensor;
  plain: (...inputs: tf.Tensor[]) => tf.Tensor;
}[] = [
  {
    name: 'layerNorm',
    inputs: { x: wide(3), scale: float32([INNER], random.array(INNER)), shift: float32([INNER], random.array(INNER)) },
    fn: (x, scale, shift) => layerNorm(x, { scale: scale, shift: shift }, 1e-5),
    plain: (x, scale, shift) => {
      const { mean, variance } = tf.moments(x, -1, true);
      return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), scale), shift);
    },
  },
  {
    name: 'gelu',
    inputs: { x: float32([40], random.array(40, -6, 6)) },
    fn: (x) => gelu(x),
    plain: (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))),
  },
  {
    name: 'quickGelu',
    inputs: { x: float32([40], random.array(40, -9, 9)) },
    fn: (x) => quickGelu(x),
    plain: (x) => tf.div(x, tf.add(1, tf.exp(tf.mul(x, -1.702)))),
  },
  {
    name: 'linear',
    inputs: { x: wide(3), w: float32([4, INNER], random.array(4 * INNER)), b: float32([4], random.array(4)) },
    fn: (x, w, b) => linear(x, w, b),
    plain: (x, w, b) => tf.add(tf.sum(tf.mul(tf.expandDims(x, 2), w), -1), b),
  },
  {
    name: 'attention',
    inputs: { q: wide(3), k: wide(5), v: wide(5) },
    fn: (q, k, v) => attention(q, k, v),
    plain: (q, k, v) => plainAttention(q, k, v, tf.zeros([3, 5])),
  },
  {
    name: 'attention with a mask',
    inputs: { q: wide(3), k: wide(4), v: wide(4) },
    fn: (q, k, v) => attention(q, k, v, { mask: tf.tensor2d(MASK) }),
    // Far enough below every other product for a probability of zero.
    plain: (q, k, v) => plainAttention(q, k, v, tf.maximum(tf.tensor2d(MASK), -1e4)),
  },
];

const OUT = Number.NEGATIVE_INFINITY;
const MASK = [
  [0, OUT, OUT, OUT],
  [0, 0, OUT, OUT],
  [0, 0, 0, 0],
];

function plainAttention(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  const products = tf.div(tf.matMul(q, tf.transpose(k, [0, 2, 1])), Math.sqrt(INNER));
  const exps = tf.exp(tf.add(products, mask));
  return tf.matMul(tf.div(exps, tf.sum(exps, -1, true)), v);
}

describe.each(['onnx', 'cpu'] as const)('on %s', (executor) => {
  it.each(FORMULAS)('$name has the value and gradients of its formula', async ({ inputs, fn, plain }) => {
    const ours = await valueAndGrads((...tensors) => total(fn(...tensors)), inputs, executor);
    const expected = await valueAndGrads((...tensors) => total(plain(...tensors)), inputs, 'cpu');
    for (const name of Object.keys(expected)) {
      expectClose(ours[name]!, expected[name]!, { relative: 2e-5, absolute: 2e-5, label: name });
    }
  });
});
