import { syntheticTextTask } from '@shotbench/few-shot/testing';
import { crossEntropy, endingIn, fitContext } from '@shotbench/prompt-learning';
import { describe, expect, it } from 'vitest';

import { proGrad, proGradConfig } from './index.ts';

const { task, test } = await syntheticTextTask({ spread: 2 });
const settings = { epochs: 20, learningRate: 0.05, contextTokens: 12 };
const context = { execution: { threads: 1 }, seed: 1 };
const fit = (lambda: number) => proGrad.fit(task, proGradConfig.parse({ ...settings, lambda }), context);

describe('ProGrad', () => {
  it('is CoOp where nothing is taken from the gradient', async () => {
    const coOp = await fitContext(task, proGradConfig.parse(settings), context, {
      methodId: 'coop',
      loss: crossEntropy,
      start: endingIn(task.textModel!, 'a photo of a', 12),
    });
    const [own, other] = [await fit(0), coOp];
    const logits = (await other.logits(test.features)).data;
    (await own.logits(test.features)).data.forEach((value, i) => expect(value).toBeCloseTo(logits[i]!, 2));
  });

  it('fits the training images less than CoOp, since it gives something up', async () => {
    const loss = async (lambda: number) => (await fit(lambda)).details['finalLoss'] as number;
    expect(await loss(1)).toBeGreaterThan(await loss(0));
  });

  it('refuses words that do not fit into the context', async () => {
    const config = proGradConfig.parse({ contextTokens: 3, words: 'a photo' });
    await expect(proGrad.fit(task, config, context)).rejects.toThrow('have 6 tokens, but the context has 3');
  });
});
