import { matrix, rowsOf } from '@shotbench/few-shot';
import { syntheticTextModel, syntheticTextTask } from '@shotbench/few-shot/testing';
import { encoderFor, initialContext, promptClassifier } from '@shotbench/prompt-learning';
import { float32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { conditionalClassifier } from './conditional-classifier.ts';
import { coCoOp, coCoOpConfig } from './index.ts';
import { newMetaNet } from './meta-net.ts';

const model = syntheticTextModel();
const NAMES = ['ant', 'bee', 'sea lion'];
const [D, H, W] = [16, 3, 16];
const context = { execution: { threads: 1 }, seed: 1 };

/** W₂ ReLU(W₁ f + b₁) + b₂ once more, number by number. */
function shiftOf(f: ArrayLike<number>, layers: ReturnType<typeof newMetaNet>): number[] {
  const at = (name: string, i: number) => layers[name]!.data[i]!;
  const hidden = Array.from({ length: H }, (_, h) => {
    let sum = at('b1', h);
    for (let d = 0; d < D; d++) sum += at('w1', h * D + d) * f[d]!;
    return Math.max(0, sum);
  });
  return Array.from({ length: W }, (_, w) => hidden.reduce((sum, x, h) => sum + at('w2', w * H + h) * x, at('b2', w)));
}

describe('CoCoOp', () => {
  it('classifies each image with the context moved by what the meta-net makes of it', async () => {
    const v = initialContext(model, { contextTokens: 2, seed: 1 });
    const layers = newMetaNet({ featureDim: D, hidden: H, width: W }, 7);
    const images = matrix(
      Float32Array.from({ length: 4 * D }, (_, i) => Math.sin(i * i) / 3),
      D,
    );
    const classifier = conditionalClassifier(
      {
        parameters: { context: v, ...layers },
        encoderFor: (names) => encoderFor(names, { model, context: v, position: 'end' }),
        details: {},
        logitScale: 20,
        context,
      },
      NAMES,
    );
    const logits = await classifier.logits(images);
    for (let row = 0; row < 4; row++) {
      const image = rowsOf(images, row, row + 1);
      const shift = shiftOf(image.data, layers);
      const moved = float32(
        v.shape,
        Float32Array.from(v.data, (value, i) => value + shift[i % W]!),
      );
      const options = { model, context: moved, position: 'end', logitScale: 20, execution: { threads: 1 } } as const;
      const expected = await (await promptClassifier(NAMES, options)).logits(image);
      expected.data.forEach((value, c) => expect(logits.data[row * NAMES.length + c]).toBeCloseTo(value, 4));
    }
  });

  it('refuses a hidden layer without units', async () => {
    const { task } = await syntheticTextTask();
    await expect(coCoOp.fit(task, coCoOpConfig.parse({ reduction: 17 }), context)).rejects.toThrow(
      'reduction 17 leaves no hidden unit for features of 16 numbers',
    );
  });
});
