import { goldenTensors, goldenVit, type Hosts, largestDifference, rowOf } from '@shotbench/image-tuning/testing';
import { visualWeights } from '@shotbench/image-tuning';
import { linearLogits, normalizeRows } from '@shotbench/few-shot';
import { chunkConstants } from '@shotbench/prompt-learning';
import { compile, float32, type HostTensor, openTrainer, sgd, specsOf, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { promptedImages } from './maple-classifier.ts';
import { mapleLoss } from './maple-loss.ts';
import { encodePromptedText, promptedTextEncoder } from './prompted-text.ts';
import { promptLoss } from './visual-prompts.ts';

/** Made with muzairkhattak/multimodal-prompt-learning 69bce21 in PyTorch 1.13.1, float32 throughout: 6 images, 3 steps. */
const inputs = goldenTensors('vpt/inputs');
const model = goldenVit();
const LEARNING_RATE = 2.5e-3;

/** [J, n, W] as one prompt for each layer. */
function promptsOf(stacked: HostTensor): Hosts {
  return Object.fromEntries(
    Array.from({ length: stacked.shape[0]! }, (_, layer) => [`prompt${layer}`, rowOf(stacked, layer)]),
  );
}

function unitRows({ shape, data }: HostTensor): HostTensor {
  const [rows, columns] = shape as [number, number];
  const norms = Array.from({ length: rows }, (_, r) => Math.hypot(...data.slice(r * columns, (r + 1) * columns)));
  return float32(
    shape,
    Float32Array.from(data, (value, i) => value / norms[Math.floor(i / columns)]!),
  );
}

describe.each(['onnx', 'cpu'] as const)('visual prompts on %s', (executor) => {
  // The plain JavaScript executor is slow, so it takes the variant that has a bit of each.
  const variants = executor === 'cpu' ? ['deep_first_2_layers'] : ['deep', 'deep_first_2_layers', 'shallow_4_tokens'];

  it.each(variants)('%s are trained as by the reference, step by step', async (variant) => {
    const expected = goldenTensors(`vpt/${variant}`);
    const trainer = await openTrainer({
      loss: promptLoss(model, model.logitScale),
      parameters: promptsOf(expected['prompts_init']!),
      constants: { ...visualWeights(model).inputs, text: unitRows(inputs['text_features']!) },
      optimizer: sgd({ momentum: 0.9, weightDecay: 5e-4 }),
      ...{ executor, threads: 1 },
    });
    const batch = { pixels: inputs['pixel_values']!, labels: inputs['labels']! };
    for (const step of [0, 1, 2]) {
      const loss = await trainer.step(batch, LEARNING_RATE);
      expect(Math.abs(loss - expected['losses']!.data[step]!), `loss ${step}`).toBeLessThan(1e-5);
      const after = promptsOf(rowOf(expected['prompts_after_step']!, step));
      for (const [name, { data }] of Object.entries(after)) {
        const learned = trainer.state().parameters[name]!.data;
        expect(largestDifference(learned, data), `${name} after step ${step}`).toBeLessThan(1e-6);
      }
    }
  });
});

describe.each([
  ['onnx', undefined],
  ['onnx', 2],
  ['cpu', undefined],
] as const)('MaPLe on %s, classes in chunks of %s', (executor, chunk) => {
  const execution = { executor, threads: 1 } as const;
  const expected = goldenTensors('vpt/maple');
  const text = encoderOf(expected['tokens']!, chunk);
  const loss = mapleLoss({ model, text, logitScale: model.logitScale });
  const constants = { ...visualWeights(model).inputs, ...chunkConstants(text) };
  const batch = { pixels: inputs['pixel_values']!, labels: inputs['labels']! };
  const parameters = parametersIn(expected, 'init');

  const expectLogits = async (learned: Hosts, name: string) => {
    const texts = normalizeRows(await encodePromptedText(text, learned, execution));
    const images = await promptedImages({ model, learned, execution })(batch.pixels);
    const logits = await linearLogits({ weights: texts, scale: model.logitScale, execution })(images);
    expect(largestDifference(logits.data, expected[name]!.data), name).toBeLessThan(1e-4);
  };

  it('has the text features, the logits and the gradients of the reference', async () => {
    const { data } = await encodePromptedText(text, parameters, execution);
    expect(largestDifference(data, expected['text_features_init']!.data)).toBeLessThan(1e-4);
    await expectLogits(parameters, 'logits_init');

    const names = Object.keys(parameters);
    const given = { ...constants, ...parameters, ...batch };
    const program = await compile<string, string>(
      (t) => {
        const of = (...values: tf.Tensor[]) =>
          loss({
            parameters: Object.fromEntries(names.map((name, i) => [name, values[i]!])),
            constants: t,
            batch: t,
          }).asScalar();
        const gradients = tf.grads(of)(names.map((name) => t[name]!));
        return Object.fromEntries(gradients.map((gradient, i) => [names[i]!, gradient]));
      },
      specsOf(given),
      execution,
    );
    const gradients = await program.run(given);
    const references = parametersIn(expected, 'grad_step0');
    expect(Object.keys(references)).toEqual(names);
    for (const [name, { data: reference }] of Object.entries(references)) {
      const error = Math.hypot(...Array.from(reference, (x, i) => gradients[name]!.data[i]! - x));
      expect(error / Math.hypot(...Array.from(reference)), name).toBeLessThan(2e-5);
    }
  });

  it('is trained as by the reference', async () => {
    const optimizer = sgd({ momentum: 0.9, weightDecay: 5e-4 });
    const trainer = await openTrainer({ loss, parameters, constants, optimizer, ...execution });
    for (const step of [0, 1, 2]) {
      const value = await trainer.step(batch, 3.5e-3);
      expect(Math.abs(value - expected['losses']!.data[step]!), `loss ${step}`).toBeLessThan(1e-5);
    }
    const learned = trainer.state().parameters;
    // The reference keeps no final weights; logits tell of them.
    const final = parametersIn(expected, 'final');
    expect(Object.keys(final)).toEqual(['text0', 'bias0', 'text1', 'text2', 'bias1', 'bias2']);
    for (const [name, { data }] of Object.entries(final)) {
      expect(largestDifference(learned[name]!.data, data), name).toBeLessThan(1e-6);
    }
    await expectLogits(learned, 'logits_final');
  });
});

/** Texts "a photo of a NAME." of which the first two words are learned. */
function encoderOf({ shape, data }: HostTensor, chunk: number | undefined) {
  const [texts, length] = shape as [number, number];
  const rows = Array.from({ length: texts }, (_, row) => Array.from(data.slice(row * length, (row + 1) * length)));
  const ends = rows.map((ids) => ids.indexOf(Math.max(...ids)));
  const prompts = {
    startOfText: rows[0]![0]!,
    names: rows.map((ids, row) => ids.slice(3, ends[row])),
    rests: rows.map((ids, row) => [ids[ends[row]!]!]),
  };
  return promptedTextEncoder({ model, prompts, contextTokens: 2, ...(chunk !== undefined && { chunk }) });
}

/** What the reference calls by its own names, by ours. */
function parametersIn(tensors: Hosts, kind: 'init' | 'grad_step0' | 'final'): Hosts {
  const ours = (name: string): string =>
    name
      .replace(/^ctx$/, 'text0')
      .replace(/^proj\.(\w+)$/, (_, part) => `${part}0`)
      .replace(/^compound_prompts_text\.(\d)$/, (_, layer) => `text${Number(layer) + 1}`)
      .replace(/^compound_prompt_projections\.(\d)\.(\w+)$/, (_, layer, part) => `${part}${Number(layer) + 1}`);
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(`${kind}.`))
      .map(([name, tensor]) => [ours(name.slice(kind.length + 1)), tensor]),
  );
}
