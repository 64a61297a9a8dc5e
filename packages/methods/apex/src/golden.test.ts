import { readFileSync } from 'node:fs';

import { matrix, normalizeRows } from '@shotbench/few-shot';
import { visualWeights } from '@shotbench/image-tuning';
import { goldenTensors, goldenVit, type Hosts, largestDifference, rowOf } from '@shotbench/image-tuning/testing';
import { chunkConstants, encodeChunks, encodePrompts, promptEncoder } from '@shotbench/prompt-learning';
import { compile, type HostTensor, specsOf, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { mixedLogits } from './apex-classifier.ts';
import { apexLoss } from './apex-loss.ts';
import { ensemble, mixed } from './ensemble.ts';
import { adaptedRows } from './text-adapter.ts';

/** Made with YangYongJin/APEX 9f7f4b4 in PyTorch 1.13.1, float32: 6 images, 3 classes that are trained on, 3 that are not. */
const folder = new URL('../test/goldens/apex/', import.meta.url);
const inputs = goldenTensors(new URL('inputs.safetensors', folder));
const expected = goldenTensors(new URL('golden.safetensors', folder));
interface Meta {
  readonly beta: number;
  readonly epsilon: number;
  readonly template_tokens: Readonly<Record<string, number>>;
  readonly sot: number;
  readonly eot: number;
  readonly seen_class_tokens: Readonly<Record<string, number[]>>;
  readonly unseen_class_tokens: Readonly<Record<string, number[]>>;
}
const meta = JSON.parse(readFileSync(new URL('meta.json', folder), 'utf8')) as Meta;

const model = goldenVit();
const SEEN = Object.values(meta.seen_class_tokens);
const UNSEEN = Object.values(meta.unseen_class_tokens);
const CASES = { eval_all: [...SEEN, ...UNSEEN], eval_unseen: UNSEEN, eval_seen: SEEN };

/** "a photo of a NAME." with the first two words learned. */
function encoderOf(names: readonly (readonly number[])[], chunk?: number) {
  const { a, of, '.': dot } = meta.template_tokens as { a: number; of: number; '.': number };
  const prompts = {
    startOfText: meta.sot,
    names: names.map((name) => [of, a, ...name]),
    rests: names.map(() => [dot, meta.eot]),
  };
  return promptEncoder({ model, prompts, contextTokens: 2, position: 'end', ...(chunk !== undefined && { chunk }) });
}

const adapter = { matrix: inputs['adapter_matrix']!, bias: inputs['adapter_bias']! };
const parameters: Hosts = {
  ...Object.fromEntries([0, 1, 2].map((layer) => [`prompt${layer}`, rowOf(inputs['visual_prompts']!, layer)])),
  ...adapter,
  context: inputs['text_ctx']!,
};
const rowsOf = ({ shape, data }: HostTensor) => matrix(data as Float32Array, shape[1]!);
const near = (actual: ArrayLike<number>, name: string, tolerance: number) =>
  expect(largestDifference(actual, expected[name]!.data), name).toBeLessThan(tolerance);

describe.each([
  ['onnx', undefined],
  ['onnx', 2],
  ['cpu', undefined],
] as const)('training on %s, classes in chunks of %s', (executor, chunk) => {
  it('has the loss and the gradients of the reference', async () => {
    const encoder = encoderOf(SEEN, chunk);
    const constants = { ...visualWeights(model).inputs, ...chunkConstants(encoder) };
    const loss = apexLoss({
      model,
      logitScale: model.logitScale,
      text: (learned, tensors) => encodeChunks(encoder, learned['context']!, tensors),
    });
    const names = Object.keys(parameters);
    const given = { ...constants, ...parameters, pixels: inputs['pixel_values']!, labels: inputs['labels']! };
    const program = await compile<string, string>(
      (t) => {
        const of = (...values: tf.Tensor[]) =>
          loss({
            parameters: Object.fromEntries(names.map((name, i) => [name, values[i]!])),
            constants: t,
            batch: t,
          }).asScalar();
        const { value, grads } = tf.valueAndGrads(of)(names.map((name) => t[name]!));
        return { loss: value, ...Object.fromEntries(grads.map((gradient, i) => [names[i]!, gradient])) };
      },
      specsOf(given),
      { executor, threads: 1 },
    );
    // `loss` is no parameter's name.
    const { loss: value, ...gradients } = await program.run(given);
    expect(Math.abs(value!.data[0]! - expected['train.loss']!.data[0]!)).toBeLessThan(1e-5);
    const relative = (actual: ArrayLike<number>, reference: ArrayLike<number>) =>
      Math.hypot(...Array.from(reference, (x, i) => actual[i]! - x)) / Math.hypot(...Array.from(reference));
    expect(relative(gradients['context']!.data, expected['train.grad.ctx']!.data)).toBeLessThan(2e-5);
    expect(relative(gradients['matrix']!.data, expected['train.grad.adapter_matrix']!.data)).toBeLessThan(2e-5);
    expect(relative(gradients['bias']!.data, expected['train.grad.adapter_bias']!.data)).toBeLessThan(2e-5);
    for (const layer of [0, 1, 2]) {
      const reference = rowOf(expected['train.grad.visual_prompts']!, layer).data;
      expect(relative(gradients[`prompt${layer}`]!.data, reference), `layer ${layer}`).toBeLessThan(2e-5);
    }
  });
});

describe('the ensemble', () => {
  const clean = async (names: readonly (readonly number[])[]) =>
    normalizeRows(await encodePrompts(encoderOf(names), inputs['text_ctx_template_init']!, { threads: 1 }));

  it.each(Object.entries(CASES))(
    'has the distances, features and logits of the reference: %s',
    async (name, classes) => {
      const result = ensemble(await clean(classes), await clean(SEEN), meta);
      near(result.averageDistances, `${name}.d_avg`, 2e-6);
      near(result.nearestDistances, `${name}.d_nn`, 2e-6);
      near(result.alphas, `${name}.alpha`, 2e-6);
      near([result.imageAlpha], `${name}.alpha_mean`, 2e-6);

      const text = await encodePrompts(encoderOf(classes), inputs['text_ctx']!, { threads: 1 });
      near(text.data, `${name}.text_features`, 1e-4);
      const adapted = adaptedRows(text, adapter);
      near(adapted.data, `${name}.adapted_text_features`, 1e-4);
      const texts = mixed(adapted, text, result.alphas);
      near(texts.data, `${name}.mixed_text_features`, 1e-4);

      const [tuned, pretrained] = [expected['adapted_image_features']!, expected['pretrained_image_features']!].map(
        rowsOf,
      );
      const beside = matrix(
        Float32Array.from(
          Array.from({ length: tuned!.rows }, (_, row) => [
            ...rowOf(expected['adapted_image_features']!, row).data,
            ...rowOf(expected['pretrained_image_features']!, row).data,
          ]).flat(),
        ),
        tuned!.columns + pretrained!.columns,
      );
      const logits = await mixedLogits({
        texts: normalizeRows(texts),
        imageAlpha: result.imageAlpha,
        logitScale: model.logitScale,
        execution: { threads: 1 },
      })(beside);
      near(logits.data, `${name}.logits`, 1e-4);
    },
  );

  it('gives classes that were trained on α = 1 exactly, so that nothing of them is mixed', async () => {
    const { alphas, imageAlpha } = ensemble(await clean(SEEN), await clean(SEEN), meta);
    expect(alphas).toEqual([1, 1, 1]);
    expect(imageAlpha).toBe(1);
  });
});
