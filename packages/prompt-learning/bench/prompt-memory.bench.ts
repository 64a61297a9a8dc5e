/** Time and memory of CoOp's training step at CLIP-B/32's text size with a thousand classes, whose prompts end five tokens after the context. */
import { Random } from '@shotbench/few-shot';
import { syntheticTextModel } from '@shotbench/few-shot/testing';
import { constantRate, float32, int32, sgd, softmaxCrossEntropy, tf, unitLength } from '@shotbench/tensor';

import { classPrompts } from '../src/class-prompts.ts';
import { initialContext } from '../src/initial-context.ts';
import { learnPrompts } from '../src/learn-prompts.ts';
import { promptEncoder } from '../src/prompt-encoder.ts';

const [C, M, B, D, STEPS] = [1000, 16, 32, 512, 3];
const LIMIT = 4;
const GIB = 2 ** 20; // of kilobytes, which the system counts in

const model = syntheticTextModel({
  embedDim: D,
  text: { contextLength: 77, width: 512, heads: 8, layers: 12, mlpWidth: 2048 },
});
const names = Array.from({ length: C }, (_, c) => Array.from({ length: 3 }, (_unused, i) => letter(c, i)).join(''));
const random = new Random(1);
const marks: number[] = [];

for (const classSpecific of [false, true]) {
  const prompts = classPrompts(names, { tokenizer: model.tokenizer, contextTokens: M, contextLength: 77 });
  const encoder = promptEncoder({ model, prompts, contextTokens: M, position: 'end', classSpecific });
  marks.length = 0;
  await learnPrompts({
    encoder,
    parameters: { context: initialContext(model, { contextTokens: M, seed: 1 }, classSpecific ? C : undefined) },
    loss: (text, { constants, batch }) => {
      const cosines = tf.matMul(constants['images'] as tf.Tensor2D, unitLength(text), false, true);
      return softmaxCrossEntropy(tf.mul(cosines, 100), batch['labels']!);
    },
    constants: {
      images: float32(
        [B, D],
        Float32Array.from({ length: B * D }, () => random.normal() / Math.sqrt(D)),
      ),
    },
    batches: {
      labels: int32(
        [STEPS, B],
        Int32Array.from({ length: STEPS * B }, () => random.below(C)),
      ),
    },
    optimizer: sgd({ momentum: 0.9 }),
    learningRates: constantRate(2e-3, STEPS),
    context: { threads: 2, onProgress: () => marks.push(performance.now()) },
  });
  const step = (marks.at(-1)! - marks[0]!) / (marks.length - 1) / 1000;
  const peak = process.resourceUsage().maxRSS / GIB;
  console.log(
    `  ${classSpecific ? 'a context for each class' : 'one context for all'}: ${encoder.chunks.length} chunks, ` +
      `${step.toFixed(1)} s a step; most memory so far ${peak.toFixed(2)} GiB (at most ${LIMIT} asked for)`,
  );
}

function letter(c: number, i: number): string {
  return String.fromCharCode(97 + (Math.floor(c / 10 ** i) % 10));
}
