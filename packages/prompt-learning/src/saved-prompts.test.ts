import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeSafetensors } from '@shotbench/array-files';
import { errorOf } from '@shotbench/errors/testing';
import { syntheticTask, syntheticTextModel } from '@shotbench/few-shot/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { initialContext } from './initial-context.ts';
import { nearestWords } from './nearest-words.ts';
import { promptClassifier } from './prompt-classifier.ts';
import { loadPrompts, requireFit } from './saved-prompts.ts';

const model = syntheticTextModel();
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'prompts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('saved prompts', () => {
  it('classify elsewhere as where they were learned', async () => {
    const context = initialContext(model, { contextTokens: 3, seed: 1 });
    const options = { model, position: 'middle', logitScale: 20, execution: { threads: 1 } } as const;
    const learned = await promptClassifier(['ant', 'bee'], { ...options, context });
    const path = join(folder, 'new', 'prompts.safetensors');
    learned.save!(path);
    const loaded = loadPrompts(path);
    expect(loaded).toEqual({ context, position: 'middle', backbone: 'synthetic' });
    requireFit(loaded, model);
    const { features } = syntheticTask().test;
    const here = await (await learned.forClasses!({ classNames: ['cat', 'dog', 'emu'] })).logits(features);
    const there = await (await promptClassifier(['cat', 'dog', 'emu'], { ...options, ...loaded })).logits(features);
    expect(there).toEqual(here);
  });

  it('are refused for another model', () => {
    const context = initialContext(model, { contextTokens: 3, seed: 1 });
    const error = errorOf(() => requireFit({ context, position: 'end', backbone: 'RN50' }, model));
    expect(error).toMatchObject({ code: 'PROMPTS_MODEL', message: expect.stringContaining('learned through RN50') });
  });

  it('are not read from a file of something else', () => {
    const path = join(folder, 'other.safetensors');
    writeFileSync(path, writeSafetensors(new Map([['x', { dtype: 'float32', shape: [1], data: Float32Array.of(1) }]])));
    expect(errorOf(() => loadPrompts(path))).toMatchObject({ code: 'PROMPTS_FILE' });
  });
});

describe('nearestWords', () => {
  it('finds the words that a context was made of', () => {
    const words = nearestWords(model, initialContext(model, { words: 'a b' }), 2);
    expect(words.map(([nearest]) => nearest)).toEqual([
      { word: 'a', distance: 0 },
      { word: 'b', distance: 0 },
    ]);
    expect(words[0]![1]!.distance).toBeGreaterThan(0);
  });
});
