import { syntheticTextModel } from '@shotbench/few-shot/testing';
import { float32, type HostTensor, int32, sgd, softmaxCrossEntropy, tf, unitLength } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { classPrompts } from './class-prompts.ts';
import { initialContext } from './initial-context.ts';
import { learnPrompts, type LearnPromptsOptions, type TextLoss } from './learn-prompts.ts';
import { promptEncoder } from './prompt-encoder.ts';

const model = syntheticTextModel();
const NAMES = ['ant', 'bee', 'sea lion', 'ox', 'emu'];
const [M, STEPS, WIDTH] = [3, 5, model.config.text.width];

function noise(shape: number[], seed: number): HostTensor {
  return initialContext(model, { contextTokens: (shape[0]! * shape[1]!) / WIDTH, seed });
}
const images = float32(
  [8, 16],
  Float32Array.from({ length: 8 * 16 }, (_, i) => Math.sin(i * i)),
);
const constants = {
  images,
  teacher: float32(
    [8, 5],
    Float32Array.from({ length: 40 }, () => 0.2),
  ),
};
const batches = {
  labels: int32(
    [STEPS, 8],
    Int32Array.from({ length: STEPS * 8 }, (_, i) => (i * 7) % 5),
  ),
};

const logits = (text: tf.Tensor2D, f: tf.Tensor) =>
  tf.mul(tf.matMul(unitLength(f) as tf.Tensor2D, unitLength(text) as tf.Tensor2D, false, true), 20);
const loss: TextLoss = (text, { constants: given, batch }) =>
  softmaxCrossEntropy(logits(text, given['images']!), batch['labels']!);
const guide: NonNullable<LearnPromptsOptions['guide']> = {
  loss: (text, { constants: given }) =>
    tf.neg(tf.mean(tf.sum(tf.mul(given['teacher']!, tf.logSoftmax(logits(text, given['images']!))), 1))),
  combine: (gradient, other) => tf.add(gradient, tf.mul(other, tf.sum(tf.mul(gradient, other)))),
};

interface Form {
  readonly chunk: number;
  readonly classSpecific: boolean;
  readonly isConditional: boolean;
}

/** Trains with the classes in chunks; a conditional context adds a learned shift to all tokens. */
function train({ chunk, classSpecific, isConditional }: Form) {
  const prompts = classPrompts(NAMES, { tokenizer: model.tokenizer, contextTokens: M, contextLength: 40 });
  const context = initialContext(model, { contextTokens: M, seed: 3 }, classSpecific ? NAMES.length : undefined);
  return learnPrompts({
    encoder: promptEncoder({ model, prompts, contextTokens: M, position: 'end', classSpecific, chunk }),
    parameters: { context, ...(isConditional && { shift: noise([1, WIDTH], 4) }) },
    ...(isConditional && {
      contextOf: ({ parameters, constants: given }) =>
        tf.add(parameters['context']!, tf.mul(parameters['shift']!, tf.mean(given['images']!))),
    }),
    loss,
    guide,
    constants,
    batches,
    optimizer: sgd({ momentum: 0.9, weightDecay: 0.01 }),
    learningRates: Float64Array.from({ length: STEPS }, (_, i) => 0.02 / (1 + i)),
    context: { threads: 1 },
  });
}

describe('learning in chunks of two of five classes', () => {
  it.each([
    ['a shared context', { classSpecific: false, isConditional: false }],
    ['class-specific contexts', { classSpecific: true, isConditional: false }],
    ['a context that depends on the images', { classSpecific: false, isConditional: true }],
  ])('%s is learned as with all classes at once', async (_, form) => {
    const [whole, chunked] = [await train({ ...form, chunk: 5 }), await train({ ...form, chunk: 2 })];
    expect(Math.abs(whole.losses[STEPS - 1]! - whole.losses[0]!)).toBeGreaterThan(1e-3);
    whole.losses.forEach((value, i) => expect(chunked.losses[i]).toBeCloseTo(value, 5));
    for (const [name, { data }] of Object.entries(whole.parameters)) {
      const largest = Math.max(...Array.from(data, Math.abs));
      data.forEach((value, i) => {
        expect(Math.abs(chunked.parameters[name]!.data[i]! - value)).toBeLessThan(1e-5 * largest);
      });
    }
  });
});
