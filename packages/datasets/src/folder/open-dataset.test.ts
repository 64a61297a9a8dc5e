import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { openDataset } from '../index.ts';

type Entry = [string, number, string];
const ITEMS: Record<'train' | 'val' | 'test', Entry[]> = {
  train: [
    ['ant/1.jpg', 0, 'ant'],
    ['bee/1.jpg', 1, 'bee'],
  ],
  val: [['ant/2.jpg', 0, 'ant']],
  test: [['bee/2.jpg', 1, 'bee']],
};

function datasetFolder(split: unknown = ITEMS, images = 'images'): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-dataset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'split_zhou_Insects.json'), typeof split === 'string' ? split : JSON.stringify(split));
  for (const [path] of Object.values(ITEMS).flat()) {
    mkdirSync(dirname(join(folder, images, path)), { recursive: true });
    writeFileSync(join(folder, images, path), 'not opened here');
  }
  return folder;
}

describe('openDataset', () => {
  it.each(['images', '.'])('reads a split whose images are below %s', (images) => {
    const folder = datasetFolder(ITEMS, images);
    const dataset = openDataset(folder);
    expect(dataset.classNames).toEqual(['ant', 'bee']);
    expect(dataset.images).toBe(join(folder, images));
    expect(dataset.split.validation).toEqual([{ path: 'ant/2.jpg', label: 0, className: 'ant' }]);
    expect(dataset.splitHash).toBe(openDataset(datasetFolder()).splitHash);
  });

  it('names the images that are missing', () => {
    const folder = datasetFolder();
    rmSync(join(folder, 'images', 'bee'), { recursive: true });
    expect(codeOf(() => openDataset(folder))).toBe('DATASET_IMAGES');
    expect(messageOf(() => openDataset(folder))).toContain('2 of 4 images');
    expect(messageOf(() => openDataset(folder))).toContain('missing: bee/1.jpg, bee/2.jpg; expected them below');
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /split_zhou_Insects\.json cannot be read/],
    [
      'an entry of another shape',
      { ...ITEMS, val: [['a.jpg', 'ant']] },
      /val\.0.*expected \[path, label, class name\]/,
    ],
    ['a part that is missing', { train: ITEMS.train, val: [] }, /test/],
    ['no test images', { ...ITEMS, test: [] }, /has no test images/],
    ['two names of one class', { ...ITEMS, val: [['ant/2.jpg', 0, 'emmet']] }, /class 0 both "ant" and "emmet"/],
    ['two classes of one name', { ...ITEMS, val: [['ant/2.jpg', 2, 'ant']] }, /two classes called "ant"/],
    ['a class without images', { ...ITEMS, test: [['bee/2.jpg', 3, 'wasp']] }, /no image of class 2/],
    [
      'a path that leaves the folder',
      { ...ITEMS, val: [['../ant/2.jpg', 0, 'ant']] },
      /\.\.\/ant\/2\.jpg; expected paths inside/,
    ],
  ])('refuses a split file with %s', (_title, split, words) => {
    const folder = datasetFolder(split);
    expect(codeOf(() => openDataset(folder))).toBe('SPLIT_FILE');
    expect(messageOf(() => openDataset(folder))).toMatch(words);
  });

  it('refuses what is no dataset', () => {
    const folder = datasetFolder();
    expect(messageOf(() => openDataset(join(folder, 'none')))).toContain('is no folder');
    expect(messageOf(() => openDataset(join(folder, 'images')))).toContain('has no split_zhou_*.json');
    writeFileSync(join(folder, 'split_zhou_Bugs.json'), '{}');
    expect(messageOf(() => openDataset(folder))).toContain(
      'two split files, split_zhou_Bugs.json and split_zhou_Insects.json',
    );
  });
});
