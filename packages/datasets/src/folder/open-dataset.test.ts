import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { folderOf } from '../../test/folders.ts';
import { datasetCard, openDataset } from '../index.ts';

type Entry = [string, number, string];
const ITEMS: Record<'train' | 'val' | 'test', Entry[]> = {
  train: [
    ['ant/1.jpg', 0, 'ant'],
    ['bee/1.jpg', 1, 'bee'],
  ],
  val: [['ant/2.jpg', 0, 'ant']],
  test: [['bee/2.jpg', 1, 'bee']],
};

function datasetFolder(split: unknown = ITEMS, images = 'images', file = 'split_zhou_Insects.json'): string {
  const paths = Object.values(ITEMS)
    .flat()
    .map(([path]) => join(images, path));
  return folderOf({
    ...Object.fromEntries(paths.map((path) => [path, 'not opened here'])),
    [file]: typeof split === 'string' ? split : JSON.stringify(split),
  });
}

describe('openDataset', () => {
  it.each(['images', '.'])('reads a split whose images are below %s', (images) => {
    const folder = datasetFolder(ITEMS, images);
    const dataset = openDataset(folder);
    expect(dataset.classNames).toEqual(['ant', 'bee']);
    expect(dataset.images).toBe(join(folder, images));
    expect(dataset.split.validation).toEqual([{ path: 'ant/2.jpg', label: 0, className: 'ant' }]);
    expect(dataset.splitHash).toBe(openDataset(datasetFolder()).splitHash);
    expect(dataset.card).toBeUndefined();
  });

  it('follows links to images that lie elsewhere', () => {
    const folder = datasetFolder();
    const elsewhere = folderOf({});
    renameSync(join(folder, 'images'), join(elsewhere, 'photographs'));
    symlinkSync(join(elsewhere, 'photographs'), join(folder, 'linked'), 'dir');
    expect(openDataset(folder).images).toBe(join(folder, 'linked'));
  });

  it('recognises a benchmark set by its split file and takes its folder of images first', () => {
    const folder = datasetFolder(ITEMS, '2750', 'split_zhou_EuroSAT.json');
    expect(openDataset(folder).card?.id).toBe('eurosat');
    expect(openDataset(folder, datasetCard('eurosat')).images).toBe(join(folder, '2750'));
    expect(messageOf(() => openDataset(folder, datasetCard('dtd')))).toContain(
      'has no split_zhou_DescribableTextures.json; expected a dataset',
    );
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
    [
      'two classes that prompts confuse',
      { ...ITEMS, train: [...ITEMS.train, ['ant/2.jpg', 2, 'Ant']] },
      /the classes "ant" and "Ant", which are the same in prompts/,
    ],
    ['a class without images', { ...ITEMS, test: [['bee/2.jpg', 3, 'wasp']] }, /no image of class 2/],
    [
      'a class without training images',
      { ...ITEMS, test: [['bee/2.jpg', 2, 'wasp']] },
      /has test but no training images of class 2, "wasp"; expected some/,
    ],
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

describe('a set of FGVC-Aircraft', () => {
  const FILES = {
    'variants.txt': '707-320\nF-16A/B\nBoeing 717\n',
    'images_variant_train.txt': '0001 F-16A/B\n0002 707-320\n0005 Boeing 717\n',
    'images_variant_val.txt': '0003 Boeing 717\n',
    'images_variant_test.txt': '0004 707-320\n',
  };
  const photographs = Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`images/000${i}.jpg`, '']));

  it("has its own lists, with labels in variants.txt's order", () => {
    const folder = folderOf({ ...FILES, ...photographs });
    const dataset = openDataset(folder);
    expect(dataset.card?.id).toBe('fgvc-aircraft');
    expect(dataset.classNames).toEqual(['707-320', 'F-16A/B', 'Boeing 717']);
    expect(dataset.split.train[0]).toEqual({ path: '0001.jpg', label: 1, className: 'F-16A/B' });
    expect(dataset.split.validation).toEqual([{ path: '0003.jpg', label: 2, className: 'Boeing 717' }]);
    expect(dataset.images).toBe(join(folder, 'images'));
  });

  it('is refused with a variant that is unknown, a list that is missing, or none of them', () => {
    const unknown = folderOf({ ...FILES, ...photographs, 'images_variant_val.txt': '\n0003 Boeing 718' });
    expect(messageOf(() => openDataset(unknown))).toContain('says "0003 Boeing 718" in line 1; expected an image and');
    rmSync(join(unknown, 'images_variant_val.txt'));
    expect(messageOf(() => openDataset(unknown))).toMatch(/images_variant_val\.txt cannot be read/);
    mkdirSync(join(unknown, 'empty'));
    expect(messageOf(() => openDataset(join(unknown, 'empty'), datasetCard('fgvc-aircraft')))).toContain(
      'has no variants.txt; expected a dataset',
    );
  });
});
