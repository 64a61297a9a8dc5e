import { describe, expect, it } from 'vitest';

import { expectClose } from '../../test/close.ts';
import { Random } from '../../test/random.ts';
import { compile, cosineLogits, float32, type HostTensor, int32, softmaxCrossEntropy, specsOf, tf } from '../index.ts';

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
