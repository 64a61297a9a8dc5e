import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openDataset } from '@shotbench/datasets';
import { describe, expect, it } from 'vitest';

import { addImageFolder } from '../src/images/image-folders.ts';
import { imagesOf } from '../src/images/images-of.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

describe('the pictures of test images', { timeout: 240_000 }, () => {
  it('of a built-in dataset are drawn when the first is asked for', async () => {
    const folder = temporaryFolder();
    const images = await imagesOf(new Map(), join(folder, 'features'));
    expect(['people-actions', 'people-actions-pixels', 'pets'].map((name) => images.datasets.includes(name))).toEqual([
      ...[true, true, false],
    ]);
    const drawn = images.imageOf('people-actions-pixels', 'no such image');
    expect(await drawn).toBeUndefined();
    const { split } = openDataset(join(folder, 'datasets', 'people-actions'));
    const id = split.test[0]!.path;
    const content = await images.imageOf('people-actions', id);
    expect(Buffer.from(content!).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(await images.imageOf('people-actions', `../${id}`)).toBeUndefined();
  });

  it('of other datasets are in the folder that was named, which wins', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'own'));
    writeFileSync(join(folder, 'own', 'a.png'), 'content');
    const images = await imagesOf(addImageFolder(`subgroups=${join(folder, 'own')}`), join(folder, 'features'));
    expect(Buffer.from((await images.imageOf('subgroups', 'a.png'))!).toString()).toBe('content');
    expect(await images.imageOf('subgroups', 'b.png')).toBeUndefined();
  });

  it('are named by datasets and folders that there are', async () => {
    const folder = temporaryFolder();
    const start = (...args: string[]) => shotbench(['dashboard', '--db', 'none.sqlite', ...args], folder);
    expect((await start('--images', 'dtd')).stderr).toContain(
      '--images is "dtd"; expected NAME=FOLDER, such as dtd=data/dtd/images',
    );
    expect((await start('--images', 'dtd=nowhere')).stderr).toContain(
      '--images gives "nowhere" for dtd, which is no folder here;',
    );
    expect((await start('--images', 'dtd=.', '--images', 'dtd=.')).stderr).toContain('--images names "dtd" twice;');
  });
});
