import { codeOf, messageOf } from '@shotbench/errors/testing';
import { float32, type HostTensor, int32, sizeOf, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import type { ClipConfig } from '../config/clip-config.ts';
import { sharedPrefixTextEncoder } from './shared-prefix-text-encoder.ts';
import { clipLogits, clipLoss } from './test/clip-loss.ts';
import { evaluate } from './test/evaluate.ts';
import { columns, expectNear, golden, goldenConfig, type Hosts, row } from './test/golden.ts';
import { randomModel } from './test/random-model.ts';
import { embedTokens, textEncoder } from './text-encoder.ts';
import { endOfText, textLength } from './text-length.ts';

const EXECUTORS = ['onnx', 'cpu'] as const;

const SMALL: ClipConfig = {
  ...goldenConfig('clip-vit-tiny'),
  embedDim: 24,
  text: { contextLength: 12, vocabSize: 1, width: 32, heads: 4, layers: 3, mlpWidth: 128 },
};
const small: Hosts = Object.fromEntries(randomModel(SMALL, 'text').weights);
/** Weights whose gradients are compared: those that prefix and suffixes pass apart, and one that they pass together. */
const LEARNED = [
  'positional_embedding',
  'transformer.resblocks.0.attn.in_proj_weight',
  'transformer.resblocks.1.mlp.c_fc.weight',
];

function noise(shape: readonly number[], seed: number): HostTensor {
  return float32(
    shape,
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(seed + i * i)),
  );
}

type Tensors = Readonly<Record<string, tf.Tensor>>;
type Encode = (t: Tensors) => tf.Tensor2D;

function viaSharedPrefix(config: ClipConfig, lengths?: readonly number[]): Encode {
  const encode = sharedPrefixTextEncoder(config);
  return (t) =>
    encode(t, { prefix: t['prefix']!, suffixes: t['suffixes']!, endOfText: t['ends']!, ...(lengths && { lengths }) });
}

function viaWholeTexts(config: ClipConfig): Encode {
  const encode = textEncoder(config);
  return (t) => {
    const [[P], [C]] = [t['prefix']!.shape, t['ends']!.shape] as [[number], [number]];
    const embeddings = tf.concat([tf.tile(tf.expandDims(t['prefix']!, 0), [C, 1, 1]), t['suffixes']!], 1);
    return encode(t, { embeddings, endOfText: tf.add(t['ends']!, tf.scalar(P, 'int32')) });
  };
}

/** Features, and the gradients of their products with given numbers. */
function withGradients(encode: Encode, learned: readonly string[], t: Tensors): Record<string, tf.Tensor> {
  const names = ['prefix', 'suffixes', ...learned];
  const objective = (...given: tf.Tensor[]): tf.Scalar => {
    const all = { ...t, ...Object.fromEntries(names.map((name, i) => [name, given[i]!])) };
    return tf.sum(tf.mul(encode(all), t['direction']!));
  };
  const gradients = tf.grads(objective)(names.map((name) => t[name]!));
  return { features: encode(t), ...Object.fromEntries(names.map((name, i) => [name, gradients[i]!])) };
}

const SIZES = [1, 5].flatMap((P) => [2, 4].flatMap((S) => [1, 3].map((C) => ({ P, S, C }))));

describe.each(EXECUTORS)('sharedPrefixTextEncoder on %s', (executor) => {
  const expectSame = async (config: ClipConfig, inputs: Hosts, lengths?: readonly number[]): Promise<void> => {
    const learned = LEARNED.filter((name) => Number(/resblocks\.(\d)/.exec(name)?.[1] ?? 0) < config.text.layers);
    const [actual, expected] = await Promise.all(
      [viaSharedPrefix(config, lengths), viaWholeTexts(config)].map((encode) =>
        evaluate((t) => withGradients(encode, learned, t), inputs, { executor }),
      ),
    );
    for (const [name, value] of Object.entries(expected!)) expectNear(actual![name]!, value, 1e-5, name);
  };
  const inputsOf = (P: number, S: number, C: number): Hosts => ({
    ...small,
    prefix: noise([P, 32], 1),
    suffixes: noise([C, S, 32], 2),
    ends: int32([C], [S - 1, 0, 1].slice(0, C)),
    direction: noise([C, 24], 3),
  });

  it.each(SIZES)('gives what textEncoder gives for $C texts of $P and $S tokens', async ({ P, S, C }) => {
    await expectSame(SMALL, inputsOf(P, S, C));
  });

  it.each([[[4, 2, 1]], [[4, 4, 2]], [[3, 3, 3]], [[4, 3, 3]]])('gives the same with lengths %j', async (lengths) => {
    const inputs = {
      ...inputsOf(5, 4, 3),
      ends: int32(
        [3],
        lengths.map((length) => length - 1),
      ),
    };
    await expectSame(SMALL, inputs, lengths);
  });

  it('gives the same where the first block is the last', async () => {
    await expectSame({ ...SMALL, text: { ...SMALL.text, layers: 1 } }, inputsOf(5, 4, 3));
  });

  it('has the features, losses and gradients of the reference for a context that all classes share', async () => {
    const [inputs, weights, expected] = [
      golden('coop/inputs'),
      golden('clip-vit-tiny/model'),
      golden('coop/end_unified'),
    ];
    const [M, K, WIDTH, STEPS] = [4, 5, 64, 6];
    const encode = sharedPrefixTextEncoder(goldenConfig('clip-vit-tiny'));
    const ends = endOfText(inputs['tokens']!.data, 77);
    const fixed: Hosts = {
      ...weights,
      ids: columns(inputs['tokens']!, textLength(ends)),
      ends: int32(
        [K],
        ends.map((end) => end - 1 - M),
      ),
      images: inputs['image_features']!,
      labels: inputs['labels']!,
    };
    const features = (context: tf.Tensor, t: Tensors): tf.Tensor2D => {
      const embedded = embedTokens(t, t['ids']!);
      const start = tf.reshape(tf.slice(embedded, [0, 0, 0], [1, 1, WIDTH]), [1, WIDTH]);
      return encode(t, {
        prefix: tf.concat([start, context]),
        suffixes: tf.slice(embedded, [0, 1 + M, 0], [K, -1, WIDTH]),
        endOfText: t['ends']!,
      });
    };
    const logScale = weights['logit_scale']!.data[0]!;

    // The plain JavaScript executor is slow, so it takes the first and the last step that the golden file tells of.
    for (const step of executor === 'cpu' ? [0, STEPS - 1] : [0, 1, 2, 3, 4, 5]) {
      const context = step === 0 ? expected['ctx_init']! : row(expected['ctx_after_step']!, step - 1);
      const { y, loss, gradient } = await evaluate(
        (t) => {
          const lossOf = (ctx: tf.Tensor): tf.Scalar =>
            clipLoss(clipLogits(t['images'] as tf.Tensor2D, features(ctx, t), logScale), t['labels']!);
          const { value, grad } = tf.valueAndGrad(lossOf)(t['context']!);
          return { y: features(t['context']!, t), loss: value, gradient: grad };
        },
        { ...fixed, context },
        { executor },
      );
      if (step === 0) expectNear(y!, expected['text_features_init']!, 1e-4);
      expect(Math.abs(loss!.data[0]! - expected['losses']!.data[step]!), `loss ${step}`).toBeLessThan(1e-5);
      expectNear(gradient!, row(expected['grads']!, step), 1e-4, `gradient ${step}`);
    }
  });
});

describe('sharedPrefixTextEncoder', () => {
  const short = sharedPrefixTextEncoder(SMALL);

  it('refuses texts that are too long, of another width, empty or without an end', () => {
    const cases: [number[], number[], number[], string][] = [
      [[7, 32], [2, 6, 32], [2], 'P + S at most 12'],
      [[7, 16], [2, 5, 32], [2], 'a prefix [7, 16]'],
      [[7, 32], [2, 5, 16], [2], 'suffixes [2, 5, 16]'],
      [[7, 32], [2, 5, 32], [3], 'end positions [3]'],
      [[7, 32], [5, 32], [2], 'expected a prefix [P, 32], suffixes [C, S, 32]'],
      [[1, 7, 32], [2, 5, 32], [2], 'a prefix [1, 7, 32]'],
      [[0, 32], [2, 5, 32], [2], 'P and S from 1 on'],
      [[7, 32], [2, 0, 32], [2], 'P and S from 1 on'],
    ];
    for (const [prefix, suffixes, ends, message] of cases) {
      const texts = { prefix: tf.zeros(prefix), suffixes: tf.zeros(suffixes), endOfText: tf.zeros(ends, 'int32') };
      const run = (): unknown => short({}, texts);
      expect(codeOf(run)).toBe('CLIP_TEXT_SHAPE');
      expect(messageOf(run)).toContain(message);
    }
  });

  it('names a weight that is missing', () => {
    const texts = { prefix: tf.zeros([7, 32]), suffixes: tf.zeros([2, 5, 32]), endOfText: tf.zeros([2], 'int32') };
    expect(messageOf(() => short({}, texts))).toContain('"positional_embedding"');
  });
});
