import { tf } from '@shotbench/tensor';
import { describe, it } from 'vitest';

import { imageEncoder } from './image-encoder.ts';
import { clipLogits, clipLoss } from './test/clip-loss.ts';
import { evaluate } from './test/evaluate.ts';
import { expectFiniteDifferences } from './test/finite-differences.ts';
import { expectNear, golden, goldenConfig, type Hosts } from './test/golden.ts';

const NAME = 'visual.transformer.resblocks.1.attn.in_proj_weight';
const weights = golden('clip-vit-tiny/model');
const encode = imageEncoder(goldenConfig('clip-vit-tiny'));
const inputs: Hosts = {
  ...weights,
  pixels: golden('vpt/inputs')['pixel_values']!,
  texts: golden('vpt/inputs')['text_features']!,
  labels: golden('vpt/inputs')['labels']!,
};

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** The loss with one weight of attention replaced, as a mask on it would. */
function lossOf(weight: tf.Tensor, t: Tensors): tf.Scalar {
  const images = encode((name) => (name === NAME ? weight : t[name]!), t['pixels']!);
  return clipLoss(clipLogits(images, t['texts']!, weights['logit_scale']!.data[0]!), t['labels']!);
}

const gradient = (t: Tensors): Record<string, tf.Tensor> => ({
  gradient: tf.grad((weight: tf.Tensor) => lossOf(weight, t))(t[NAME]!),
});

describe('the gradient of an attention weight', () => {
  it('is what finite differences show', async () => {
    // Rows of q, k and v: 128 each.
    const elements = [5 * 128 + 3, 127 * 128, 130 * 128 + 77, 255 * 128 + 127, 256 * 128, 383 * 128 + 64];
    await expectFiniteDifferences(lossOf, { inputs, name: NAME, elements });
  });

  it('is the same on onnx and cpu', async () => {
    const [onnx, cpu] = [
      await evaluate(gradient, inputs, { executor: 'onnx' }),
      await evaluate(gradient, inputs, { executor: 'cpu' }),
    ];
    expectNear(onnx['gradient']!, cpu['gradient']!, 1e-4);
  });
});
