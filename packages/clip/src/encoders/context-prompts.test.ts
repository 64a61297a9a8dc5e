import { type ExecutionOptions, int32, tf, trainLoop, constantRate, sgd } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { clipLogits, clipLoss } from './test/clip-loss.ts';
import { evaluate } from './test/evaluate.ts';
import { expectFiniteDifferences } from './test/finite-differences.ts';
import { columns, expectNear, golden, goldenConfig, type Hosts, row } from './test/golden.ts';
import { embedTokens, textEncoder } from './text-encoder.ts';
import { endOfText, textLength } from './text-length.ts';

/** Made with KaiyangZhou/CoOp ff61507 in PyTorch 1.13.1: contexts of M = 4 tokens, K = 5 classes, 20 image features. */
const inputs = golden('coop/inputs');
const weights = golden('clip-vit-tiny/model');
const encode = textEncoder(goldenConfig('clip-vit-tiny'));
const [M, K, WIDTH, STEPS] = [4, 5, 64, 6];
const nameLengths = [...inputs['name_lengths']!.data];
const logScale = weights['logit_scale']!.data[0]!;

const ends = endOfText(inputs['tokens']!.data, 77);
const fixed: Hosts = {
  ids: columns(inputs['tokens']!, textLength(ends)),
  ends: int32([K], ends),
  images: inputs['image_features']!,
  labels: inputs['labels']!,
};

const VARIANTS = ['end_unified', 'end_csc', 'middle_unified', 'front_unified'] as const;
type Variant = (typeof VARIANTS)[number];

/** SOS, context and class name in the variant's order, the rest as it was. [K, L, WIDTH] */
function prompts(variant: Variant, context: tf.Tensor, embedded: tf.Tensor3D): tf.Tensor3D {
  const rows = Array.from({ length: K }, (_, k) => {
    const own = context.shape.length === 3 ? tf.slice(context, [k, 0, 0], [1, M, WIDTH]) : context;
    const ctx = tf.reshape<tf.Rank.R2>(own, [M, WIDTH]);
    const tokens = tf.reshape<tf.Rank.R2>(tf.slice(embedded, [k, 0, 0], [1, -1, WIDTH]), [-1, WIDTH]);
    const part = (from: number, count = -1): tf.Tensor2D => tf.slice(tokens, [from, 0], [count, WIDTH]);
    const [start, name, rest] = [part(0, 1), part(1 + M, nameLengths[k]), part(1 + M + nameLengths[k]!)];
    const [first, second] = [tf.slice(ctx, [0, 0], [2, WIDTH]), tf.slice(ctx, [2, 0], [2, WIDTH])];
    if (variant === 'middle_unified') return tf.concat([start, first, name, second, rest]);
    if (variant === 'front_unified') return tf.concat([start, name, ctx, rest]);
    return tf.concat([start, ctx, name, rest]);
  });
  return tf.stack(rows) as tf.Tensor3D;
}

type Tensors = Readonly<Record<string, tf.Tensor>>;

function features(variant: Variant, context: tf.Tensor, t: Tensors): tf.Tensor2D {
  return encode(t, { embeddings: prompts(variant, context, embedTokens(t, t['ids']!)), endOfText: t['ends']! });
}

function lossOf(variant: Variant, context: tf.Tensor, t: Tensors): tf.Scalar {
  return clipLoss(clipLogits(t['images'] as tf.Tensor2D, features(variant, context, t), logScale), t['labels']!);
}

describe.each<ExecutionOptions & { executor: 'onnx' | 'cpu' }>([{ executor: 'onnx' }, { executor: 'cpu' }])(
  'learned context on $executor',
  (execution) => {
    it.each(VARIANTS)('%s has the features, losses and gradients of the reference', async (variant) => {
      const expected = golden(`coop/${variant}`);
      const after = expected['ctx_after_step'];
      // The plain JavaScript executor is slow, so it takes the first and the last step that the golden file tells of.
      const steps = after === undefined ? [0] : execution.executor === 'cpu' ? [0, STEPS - 1] : [0, 1, 2, 3, 4, 5];
      for (const step of steps) {
        const context = step === 0 ? expected['ctx_init']! : row(after!, step - 1);
        const { y, loss, gradient } = await evaluate(
          (t) => {
            const of = (ctx: tf.Tensor): tf.Scalar => lossOf(variant, ctx, t);
            const { value, grad } = tf.valueAndGrad(of)(t['context']!);
            return { y: features(variant, t['context']!, t), loss: value, gradient: grad };
          },
          { ...weights, ...fixed, context },
          execution,
        );
        if (step === 0) expectNear(y!, expected['text_features_init']!, 1e-4);
        expect(Math.abs(loss!.data[0]! - expected['losses']!.data[step]!), `loss ${step}`).toBeLessThan(1e-5);
        expectNear(gradient!, row(expected['grads']!, step), 1e-4, `gradient ${step}`);
      }
    });
  },
);

describe('training the context', () => {
  it.each(VARIANTS)('%s follows the reference', async (variant) => {
    const expected = golden(`coop/${variant}`);
    const { parameters, losses } = await trainLoop({
      loss: ({ parameters, constants }) => lossOf(variant, parameters['context']!, constants),
      parameters: { context: expected['ctx_init']! },
      constants: { ...weights, ...fixed },
      batches: {},
      optimizer: sgd({ momentum: 0.9, weightDecay: 5e-4 }),
      learningRates: constantRate(2e-3, STEPS),
      threads: 1,
    });
    losses.forEach((loss, step) => expect(Math.abs(loss - expected['losses']!.data[step]!)).toBeLessThan(1e-5));
    expectNear(parameters['context']!, expected['ctx_final']!, 1e-5);
  });
});

describe('the gradient of learned context', () => {
  it.each(['end_unified', 'end_csc'] as const)('%s is what finite differences show', async (variant) => {
    const context = golden(`coop/${variant}`)['ctx_init']!;
    const elements = [0, 1, 70, context.data.length - 1];
    await expectFiniteDifferences((x, t) => lossOf(variant, x, t), {
      inputs: { ...weights, ...fixed, context },
      name: 'context',
      elements,
    });
  });
});
