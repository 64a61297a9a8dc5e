import {
  compile,
  constantRate,
  type ExecutionOptions,
  type HostTensor,
  sgd,
  softmaxCrossEntropy,
  specsOf,
  tf,
  unitLength,
} from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { goldenPrompts, goldenVariant, row, type Variant, VARIANTS } from '../test/golden-prompts.ts';
import { chunkPrograms } from './chunk-programs.ts';
import { learnPrompts, type TextLoss } from './learn-prompts.ts';
import { promptEncoder, type PromptEncoderOptions } from './prompt-encoder.ts';

const M = 4;
const STEPS = 6;
const { model, prompts, inputs, logitScale } = goldenPrompts();
const constants = { images: inputs['image_features']!, labels: inputs['labels']! };

type Options = Pick<PromptEncoderOptions, 'shortCuts' | 'chunk'>;

const FORMS: Record<string, Options> = {
  'no short cut': { shortCuts: { truncate: false, sharedPrefix: false } },
  'truncated texts': { shortCuts: { sharedPrefix: false } },
  'every short cut': {},
  'chunks of two classes': { chunk: 2 },
};

function encoderOf(variant: Variant, form: Options) {
  const { position, classSpecific } = goldenVariant(variant);
  return promptEncoder({ model, prompts, contextTokens: M, position, classSpecific, ...form });
}

const logitsOf = (text: tf.Tensor, images: tf.Tensor): tf.Tensor =>
  tf.mul(tf.matMul(unitLength(images) as tf.Tensor2D, unitLength(text) as tf.Tensor2D, false, true), logitScale);

const loss: TextLoss = (text, { constants: given }) =>
  softmaxCrossEntropy(logitsOf(text, given['images']!), given['labels']!);

/** Largest difference over the largest value. */
function distance(actual: HostTensor, expected: HostTensor): number {
  expect(actual.shape).toEqual([...expected.shape]);
  const largest = Math.max(...Array.from(expected.data, Math.abs));
  return Math.max(...Array.from(expected.data, (value, i) => Math.abs(actual.data[i]! - value))) / largest;
}

/** ∂L/∂v at the beginning. */
async function firstGradient(variant: Variant, form: Options, execution: ExecutionOptions): Promise<HostTensor> {
  const programs = chunkPrograms(encoderOf(variant, form), execution);
  const start = goldenVariant(variant).expected['ctx_init']!;
  const text = await programs.encode(start);
  const given = { text, ...constants };
  const head = await compile(
    ({ text: t, ...tensors }) => ({
      gradient: tf.grad((x) => loss(x as tf.Tensor2D, { constants: tensors, batch: {} }).asScalar())(t),
    }),
    specsOf(given),
    execution,
  );
  return programs.takeBack(start, (await head.run(given)).gradient);
}

function train(variant: Variant, form: Options, execution: ExecutionOptions) {
  return learnPrompts({
    encoder: encoderOf(variant, form),
    parameters: { context: goldenVariant(variant).expected['ctx_init']! },
    loss,
    constants,
    batches: {},
    optimizer: sgd({ momentum: 0.9, weightDecay: 5e-4 }),
    learningRates: constantRate(2e-3, STEPS),
    context: execution,
  });
}

/** Everything that the golden files tell of a variant. */
async function expectReference(variant: Variant, form: Options, execution: ExecutionOptions): Promise<void> {
  const { expected } = goldenVariant(variant);
  const programs = chunkPrograms(encoderOf(variant, form), execution);
  expect(distance(await programs.encode(expected['ctx_init']!), expected['text_features_init']!)).toBeLessThan(1e-5);
  expect(distance(await firstGradient(variant, form, execution), row(expected['grads']!, 0))).toBeLessThan(1e-5);

  const { parameters, losses } = await train(variant, form, execution);
  losses.forEach((value, step) => expect(Math.abs(value - expected['losses']!.data[step]!)).toBeLessThan(1e-5));
  const context = parameters['context']!;
  expect(distance(context, expected['ctx_final']!)).toBeLessThan(1e-5);
  const text = await programs.encode(context);
  expect(distance(text, expected['text_features_final']!)).toBeLessThan(1e-5);
  const given = { text, images: constants.images };
  const head = await compile((t) => ({ logits: logitsOf(t.text, t.images) }), specsOf(given), execution);
  expect(distance((await head.run(given)).logits, expected['logits_final']!)).toBeLessThan(1e-5);
}

describe.each(Object.entries(FORMS))('CoOp with %s', (_name, form) => {
  it.each(VARIANTS)(
    '%s has the text features, gradient, losses, context and logits of the reference',
    async (variant) => {
      await expectReference(variant, form, { executor: 'onnx', threads: 1 });
    },
  );
});

describe('CoOp on the plain JavaScript executor', () => {
  it.each(VARIANTS)('%s has them too', async (variant) => {
    await expectReference(variant, {}, { executor: 'cpu' });
  });
});
