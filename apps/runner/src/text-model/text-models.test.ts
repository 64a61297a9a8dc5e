import { join } from 'node:path';

import { loadModel } from '@shotbench/clip';
import type { FeatureSetInfo } from '@shotbench/feature-cache';
import { PICTO_FOLDER } from '@shotbench/picto';
import { describe, expect, it } from 'vitest';

import { TextModels } from './text-models.ts';

/** A tiny ViT with random weights, without a tokenizer; see packages/clip/test/goldens. */
const TINY = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'clip', 'test', 'goldens', 'clip-vit-tiny');
const picto = loadModel(PICTO_FOLDER);
const { embedDim, vision } = picto.config;

function info(changes: Partial<FeatureSetInfo> = {}): FeatureSetInfo {
  return {
    ...{ name: 'set', hash: 'h', backbone: 'my model', featureDim: embedDim, logitScale: 100, classNames: ['x'] },
    ...{ hasText: true, shots: [1], drawsBySeed: false, testPerShots: false },
    ...changes,
  };
}

describe('TextModels', () => {
  it('has the built-in model for its own sets, and the given one for all others', async () => {
    const [own, other] = [info({ backbone: 'picto', name: 'own' }), info()];
    expect([own, other].map((set) => new TextModels(undefined).isAtHand(set))).toEqual([true, false]);
    const models = new TextModels(PICTO_FOLDER);
    expect([own, other].map((set) => models.isAtHand(set))).toEqual([true, true]);
    const loaded = await models.load([own, other]);
    expect([...loaded.keys()]).toEqual(['own', 'set']);
    expect([...loaded.values()].map(({ backbone }) => backbone)).toEqual(['picto', 'my model']);
    // Read once, though two sets use it.
    expect(loaded.get('own')!.weights).toBe(loaded.get('set')!.weights);
    expect(await new TextModels(undefined).load([other])).toEqual(new Map());
  });

  it('takes the model that a set was extracted with, by its hash', async () => {
    const models = new TextModels(PICTO_FOLDER);
    const modelHash = await picto.hash();
    expect((await models.load([info({ modelHash })])).size).toBe(1);
    const mismatch = new RegExp(
      `^the model in .*model has hash ${modelHash.slice(0, 12)}, but feature set "set" was made by one with hash 0123456789ab \\(my model\\); give that model`,
    );
    const stranger = info({ modelHash: '0123456789abcdef' });
    await expect(models.load([stranger])).rejects.toThrow(mismatch);
    await expect(models.load([stranger])).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  });

  it.each([
    ['a feature of another length', { featureDim: 512 }, `has features of ${embedDim} numbers, but`],
    ['another patch size', { backbone: 'OpenAI CLIP ViT-B/99' }, 'was made by one with a ViT with patches of 99'],
    ['another patch size in other words', { backbone: 'clip-vit-base-patch99' }, 'with a ViT with patches of 99'],
    ['another kind of encoder', { backbone: 'CLIP RN50x16' }, 'with a ResNet (CLIP RN50x16)'],
  ])('refuses, for a set that was imported, %s', async (_, changes, reason) => {
    await expect(new TextModels(PICTO_FOLDER).load([info(changes)])).rejects.toThrow(reason);
  });

  it('takes what the backbone’s name does not contradict', async () => {
    if (vision.kind !== 'vit') throw new Error('picto is a ViT');
    const names = ['unheard-of', 'a transform/er', `ViT-X/${vision.patchSize}`, `vit_tiny_patch${vision.patchSize}`];
    for (const backbone of names) expect((await new TextModels(PICTO_FOLDER).load([info({ backbone })])).size).toBe(1);
  });

  it('says so where a model has no tokenizer', async () => {
    await expect(new TextModels(TINY).load([info({ featureDim: 64 })])).rejects.toMatchObject({
      code: 'TOKENIZER_MISSING',
    });
  });
});
