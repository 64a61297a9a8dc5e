import type { ClipConfig } from '@shotbench/clip';
import type { FewShotTask } from '@shotbench/few-shot';
import { syntheticImageTask, syntheticTextModel } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { mapleConfig } from './config.ts';
import { maple } from './maple.ts';

const context = { execution: { threads: 1 }, seed: 1 };
const { task } = await syntheticImageTask({ shots: 2 });
const QUICK = { epochs: 1, batchSize: 5 };
const fit = (settings: Partial<ReturnType<typeof mapleConfig.parse>>, on: FewShotTask = task) =>
  maple.fit(on, mapleConfig.parse({ ...QUICK, ...settings }), context);

/** Numbers of one layer of the synthetic model, whose encoders are both 16 wide: n tokens, and the map that makes visual ones of them. */
const ofLayer = (tokens: number): number => 16 * tokens + 16 * 16 + 16;

describe('maple', () => {
  it('has prompts in as many layers as it is told, but no more than either encoder has', async () => {
    const shallow = await fit({ depth: 1 });
    expect([shallow.details['layers'], shallow.trainableParameters]).toEqual([1, ofLayer(2)]);
    const deep = await fit({ depth: 9 });
    expect([deep.details['layers'], deep.trainableParameters]).toEqual([2, 2 * ofLayer(2)]);

    const model = syntheticTextModel({ hasImages: true, text: { layers: 1 } });
    const short = await fit({}, { ...task, textModel: model });
    expect([short.details['layers'], short.trainableParameters]).toEqual([1, ofLayer(2)]);
  });

  it('encodes images the same, whichever classes are asked for', async () => {
    const classifier = await fit({});
    const other = await classifier.forClasses!({ classNames: ['ant', 'bee', 'cow'] });
    expect(other.encode).toBe(classifier.encode);
    const rows = await other.encode!(await task.images!.centre([0, 1]));
    expect(await other.logits(rows)).toMatchObject({ rows: 2, columns: 3 });
  });

  it('begins with noise where there are no words, of any number of tokens', async () => {
    const classifier = await fit({ words: null, promptTokens: 12 });
    expect(classifier.trainableParameters).toBe(2 * ofLayer(12));
    expect(Number.isFinite(classifier.details['finalLoss'])).toBe(true);
  });

  it('refuses more learned tokens than the words have', async () => {
    await expect(fit({ words: 'pet', promptTokens: 4 })).rejects.toMatchObject({ code: 'PROMPT_WORDS' });
  });

  it('refuses an image encoder without tokens', async () => {
    const vision: ClipConfig['vision'] = {
      ...{ kind: 'resnet', imageSize: 32, layers: [1, 1, 1, 1], width: 8, heads: 8, outputDim: 16 },
    };
    const textModel = { ...task.textModel!, config: { ...task.textModel!.config, vision } };
    await expect(fit({}, { ...task, textModel })).rejects.toMatchObject({ code: 'PROMPTS_RESNET' });
  });

  it('complains of names that will not fit before anything is learned', () => {
    const check = (name: string, settings: object) => () =>
      maple.checkClasses!([name], mapleConfig.parse(settings), task);
    // Of 40 tokens a start, 9 of "a photo of a", a full stop and an end leave 28 for a name of single bytes.
    expect(check('x'.repeat(28), {})).not.toThrow();
    expect(check('x'.repeat(29), {})).toThrow('has 41 tokens with 9 of context; expected at most 40');
    expect(check('x'.repeat(29), { words: null })).not.toThrow();
  });
});
