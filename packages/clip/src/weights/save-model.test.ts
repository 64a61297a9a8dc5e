import { join } from 'node:path';

import { errorOf } from '@shotbench/errors/testing';
import { float32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { goldenFolder, type GoldenName } from '../../test/weights/golden-model.ts';
import { temporaryFolders } from '../../test/weights/temporary-folders.ts';
import { loadModel } from './load-model.ts';
import { saveModel } from './save-model.ts';

const temporary = temporaryFolders();
const golden = (name: GoldenName) => loadModel(goldenFolder(name));

describe('saveModel', () => {
  it.each(['clip-vit-tiny', 'clip-vit-tiny-hf'] as const)(
    'writes %s so that it loads as the same model',
    async (name) => {
      const model = golden(name);
      const folder = join(temporary(), 'saved');
      saveModel(folder, model, 'float32');
      const saved = loadModel(folder);
      expect(saved.layout).toBe('huggingface');
      expect(saved.config).toEqual(model.config);
      expect(await saved.hash()).toBe(await model.hash());
    },
  );

  it('rounds to float16 when asked', () => {
    const model = golden('clip-vit-tiny');
    const folder = temporary();
    saveModel(folder, model, 'float16');
    const saved = loadModel(folder);
    expect([...saved.storedValues.keys()]).toEqual(['float16']);
    for (const [tensor, { data }] of model.weights) {
      saved.weights.get(tensor)!.data.forEach((value, i) => {
        expect(Math.abs(Number(value) - Number(data[i]))).toBeLessThanOrEqual(
          Math.max(2 ** -25, Math.abs(Number(data[i])) / 2048),
        );
      });
    }
  });

  it('refuses what the layout cannot hold', () => {
    const folder = temporary();
    expect(errorOf(() => saveModel(folder, golden('clip-rn-tiny'), 'float32'))).toMatchObject({ code: 'CLIP_SAVE' });
    const { config, weights } = golden('clip-vit-tiny');
    const huge = new Map([...weights, ['logit_scale', float32([], [1e6])]]);
    const error = errorOf(() => saveModel(folder, { config, weights: huge }, 'float16'));
    expect(error.message).toMatch(/tensor "logit_scale" has 1000000 at element 0; expected finite numbers of float16/);
    const lacking = new Map([...weights].filter(([name]) => name !== 'visual.proj'));
    expect(errorOf(() => saveModel(folder, { config, weights: lacking }, 'float32')).message).toContain(
      'no tensor "visual.proj"',
    );
  });
});
