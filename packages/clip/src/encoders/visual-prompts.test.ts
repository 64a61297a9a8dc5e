import { readFileSync } from 'node:fs';

import { linear, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { imageEncoder } from './image-encoder.ts';
import { clipLogits, clipLoss } from './test/clip-loss.ts';
import { evaluate } from './test/evaluate.ts';
import { expectFiniteDifferences } from './test/finite-differences.ts';
import { expectNear, golden, goldenConfig, type Hosts, row } from './test/golden.ts';
import { embedTokens, textEncoder } from './text-encoder.ts';
import { endOfText } from './text-length.ts';
import { replaceTokens } from './token-prompts.ts';

/** Made with muzairkhattak/multimodal-prompt-learning 69bce21 in PyTorch 1.13.1, float32 throughout. */
const inputs = golden('vpt/inputs');
const weights = golden('clip-vit-tiny/model');
const config = goldenConfig('clip-vit-tiny');
const encodeImage = imageEncoder(config);
const logScale = weights['logit_scale']!.data[0]!;

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** [J, n, W] → J prompts [n, W] */
function perLayer(prompts: tf.Tensor): tf.Tensor[] {
  const [layers, n, width] = prompts.shape as [number, number, number];
  // Neither tf.unstack nor tf.split, whose gradients fail where there is one layer only.
  return Array.from({ length: layers }, (_, i) => tf.reshape(tf.slice(prompts, [i, 0, 0], [1, n, width]), [n, width]));
}

function lossOf(prompts: tf.Tensor, t: Tensors): tf.Scalar {
  const images = encodeImage(t, t['pixels']!, { prompts: perLayer(prompts) });
  return clipLoss(clipLogits(images, t['texts']!, logScale), t['labels']!);
}

describe.each(['onnx', 'cpu'] as const)('visual prompts on %s', (executor) => {
  const fixed: Hosts = {
    ...weights,
    pixels: inputs['pixel_values']!,
    texts: inputs['text_features']!,
    labels: inputs['labels']!,
  };
  const variants = ['deep', 'deep_first_2_layers', 'shallow_4_tokens'];

  it.each(variants)('%s has the losses and gradients of the reference', async (variant) => {
    const expected = golden(`vpt/${variant}`);
    for (const step of executor === 'cpu' ? [0] : [0, 1, 2]) {
      const prompts = step === 0 ? expected['prompts_init']! : row(expected['prompts_after_step']!, step - 1);
      const { loss, gradient } = await evaluate(
        (t) => {
          const of = (x: tf.Tensor): tf.Tensor => lossOf(x, t);
          const { value, grad } = tf.valueAndGrad(of)(t['prompts']!);
          return { loss: value, gradient: grad };
        },
        { ...fixed, prompts },
        { executor },
      );
      expect(Math.abs(loss!.data[0]! - expected['losses']!.data[step]!), `loss ${step}`).toBeLessThan(1e-5);
      expectNear(gradient!, row(expected['grads']!, step), 1e-4, `gradient ${step}`);
    }
  });

  // The plain JavaScript executor is slow, so it takes the variant that has a bit of each.
  const watched = executor === 'cpu' ? ['deep_first_2_layers'] : variants;
  it.each(watched)('%s has the features, logits and block outputs of the reference', async (variant) => {
    const expected = golden(`vpt/${variant}`);
    const results = await evaluate(
      (t) => {
        const seen: Record<string, tf.Tensor> = {};
        const observe = (at: string, x: tf.Tensor): void => {
          if (/^block\d$/.test(at)) seen[at] = tf.transpose(x, [1, 0, 2]);
        };
        const options = { prompts: perLayer(t['prompts']!), hooks: { observe } };
        const watched = encodeImage(t, t['pixels']!, options);
        const features = encodeImage(t, t['pixels']!, { prompts: options.prompts });
        return { watched, features, logits: clipLogits(features, t['texts']!, logScale), ...seen };
      },
      { ...fixed, prompts: expected['prompts_init']! },
      { executor },
    );
    expectNear(results['features']!, expected['image_features_init']!, 1e-4);
    expectNear(results['watched']!, expected['image_features_init']!, 1e-4);
    expectNear(results['logits']!, expected['logits_init']!, 1e-4);
    for (const i of [0, 1, 2]) {
      expectNear(row(results[`block${i}`]!, 0), expected[`block${i}_init.row0`]!, 1e-4, `block ${i}`);
    }
  });
});

describe('prompts in both encoders', () => {
  const encodeText = textEncoder(config);
  const expected = golden('vpt/maple');
  const names = Object.keys(expected).flatMap((key) => (key.startsWith('init.') ? [key.slice('init.'.length)] : []));

  it('follow MaPLe: text prompts replaced inside, visual ones made of them', async () => {
    const { n_ctx: n } = (
      JSON.parse(readFileSync(new URL('../../test/goldens/vpt/meta.json', import.meta.url), 'utf8')) as {
        maple: { n_ctx: number };
      }
    ).maple;
    const encode = (p: Tensors, t: Tensors): { images: tf.Tensor2D; texts: tf.Tensor2D } => {
      const deep = [p['compound_prompts_text.0']!, p['compound_prompts_text.1']!];
      const visual = [p['ctx']!, ...deep].map((prompt, i) => {
        const map = i === 0 ? 'proj' : `compound_prompt_projections.${i - 1}`;
        return linear(prompt, p[`${map}.weight`]!, p[`${map}.bias`]);
      });
      const tokens = tf.transpose(embedTokens(t, t['ids']!), [1, 0, 2]);
      const embeddings = tf.transpose(replaceTokens(tokens, 1, p['ctx']!), [1, 0, 2]);
      const enter = (x: tf.Tensor3D, layer: number): tf.Tensor3D =>
        layer > 0 ? replaceTokens(x, 1, deep[layer - 1]!) : x;
      return {
        images: encodeImage(t, t['pixels']!, { prompts: visual }),
        texts: encodeText(t, { embeddings, endOfText: t['ends']! }, { enter }),
      };
    };
    const ids = expected['tokens']!;
    const ends = endOfText(ids.data, 77);
    const results = await evaluate(
      (t) => {
        const loss = (...values: tf.Tensor[]): tf.Scalar => {
          const { images, texts } = encode(Object.fromEntries(names.map((name, i) => [name, values[i]!])), t);
          return clipLoss(clipLogits(images, texts, logScale), t['labels']!);
        };
        const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => t[`init.${name}`]!));
        const parameters = Object.fromEntries(names.map((name) => [name, t[`init.${name}`]!]));
        const gradients = Object.fromEntries(grads.map((g, i) => [`grad_step0.${names[i]!}`, g]));
        return { ...encode(parameters, t), loss: value, ...gradients };
      },
      {
        ...weights,
        ...Object.fromEntries(names.map((name) => [`init.${name}`, expected[`init.${name}`]!])),
        ids,
        ends: { dtype: 'int32', shape: [ends.length], data: ends },
        pixels: inputs['pixel_values']!,
        labels: inputs['labels']!,
      },
      { executor: 'onnx' },
    );
    expect(n).toBe(expected['init.ctx']!.shape[0]);
    expectNear(results['texts']!, expected['text_features_init']!, 1e-4);
    expectNear(results['images']!, expected['image_features_init']!, 1e-4);
    expect(Math.abs(results['loss']!.data[0]! - expected['losses']!.data[0]!)).toBeLessThan(1e-5);
    for (const name of names) {
      expectNear(results[`grad_step0.${name}`]!, expected[`grad_step0.${name}`]!, 1e-4, name);
    }
  });
});

describe('the gradient of visual prompts', () => {
  it('is what finite differences show', async () => {
    const prompts = golden('vpt/deep')['prompts_init']!;
    await expectFiniteDifferences(lossOf, {
      inputs: {
        ...weights,
        pixels: inputs['pixel_values']!,
        texts: inputs['text_features']!,
        labels: inputs['labels']!,
        prompts,
      },
      name: 'prompts',
      elements: [0, 130, 300, prompts.data.length - 1],
    });
  });
});
