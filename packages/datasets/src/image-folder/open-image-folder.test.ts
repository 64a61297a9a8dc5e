import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { addFiles, folderOf, images } from '../../test/folders.ts';
import { openImageFolder, SPLITS } from '../index.ts';
import { PythonRandom } from '../sampling/python-random.ts';

describe('a folder of class folders', () => {
  it('is split class by class: half, a fifth, the rest', () => {
    const dataset = openImageFolder(folderOf(images({ wasp: 10, ant: 100, bee: 2, 'garden bug': 3 })));
    expect(dataset.classNames).toEqual(['ant', 'bee', 'garden bug', 'wasp']);
    const counts = SPLITS.map((name) =>
      [0, 1, 2, 3].map((label) => dataset.split[name].filter((item) => item.label === label).length),
    );
    expect(counts).toEqual([
      [50, 1, 2, 5],
      [20, 0, 0, 2],
      [30, 1, 1, 3],
    ]);
    const paths = SPLITS.flatMap((name) => dataset.split[name].map(({ path }) => path));
    expect(new Set(paths).size).toBe(115);
    expect(dataset.split.train[0]).toMatchObject({ label: 0, className: 'ant' });
    expect(dataset.split.train[0]!.path).toMatch(/^ant\/\d+\.jpg$/);
  });

  it("is shuffled as Python's random does, one stream for all classes", () => {
    const dataset = openImageFolder(folderOf(images({ ant: 4, bee: 6 })), { seed: 3 });
    const random = new PythonRandom(3);
    const shuffled = ['ant', 'bee'].map((name, i) => {
      const files = Array.from({ length: [4, 6][i]! }, (_, n) => `${name}/${n}.jpg`);
      random.shuffle(files);
      return files;
    });
    expect(dataset.split.train.map(({ path }) => path)).toEqual([
      ...shuffled[0]!.slice(0, 2),
      ...shuffled[1]!.slice(0, 3),
    ]);
    expect(dataset.split.test.map(({ path }) => path)).toEqual([...shuffled[0]!.slice(3), ...shuffled[1]!.slice(4)]);
  });

  it('is split another way by another seed, and the same way wherever it lies', () => {
    const files = images({ ant: 20, bee: 20 });
    const hash = openImageFolder(folderOf(files)).splitHash;
    expect(openImageFolder(folderOf(files), { seed: 1 }).splitHash).toBe(hash);
    expect(openImageFolder(folderOf(files), { seed: 2 }).splitHash).not.toBe(hash);
  });

  it('passes over what is no image', () => {
    const folder = folderOf({ ...images({ ant: 4 }), 'ant/notes.txt': '', 'ant/.hidden.jpg': '', 'README.md': '' });
    addFiles(folder, { '.cache/thumbnail.jpg': '', 'ant/photo.JPEG': '' });
    const { split, classNames } = openImageFolder(folder);
    expect(classNames).toEqual(['ant']);
    expect(SPLITS.flatMap((name) => split[name])).toHaveLength(5);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['no folders', { 'a.jpg': '' }, 'IMAGE_FOLDER', /has no folders in it; expected a folder of images for each class/],
    [
      'an empty class',
      { ...images({ ant: 4 }), 'bee/notes.txt': '' },
      'DATASET_CLASSES',
      /without images: bee; expected/,
    ],
    ['a class with one image', images({ ant: 4, bee: 1 }), 'DATASET_SINGLE', /one image alone of "bee"; expected two/],
    [
      'two names that are one in prompts',
      images({ ant: 4, honey_bee: 4, 'Honey bee': 4 }),
      'DATASET_CLASSES',
      /the same in prompts: "Honey bee" and "honey_bee"; rename one/,
    ],
  ])('is refused with %s', (_title, files, code, words) => {
    const folder = folderOf(files);
    expect(codeOf(() => openImageFolder(folder))).toBe(code);
    expect(messageOf(() => openImageFolder(folder))).toMatch(words);
  });

  it('is refused where there is none', () => {
    expect(messageOf(() => openImageFolder(join(folderOf({}), 'none')))).toContain('none is no folder; expected');
  });
});

describe('a folder with splits', () => {
  const FILES = images({ 'train/ant': 3, 'train/bee': 1, 'test/ant': 2, 'test/bee': 2 });

  it.each(['val', 'validation'])('is taken as it is, with or without %s', (name) => {
    const without = openImageFolder(folderOf(FILES));
    expect(without.classNames).toEqual(['ant', 'bee']);
    expect(SPLITS.map((split) => without.split[split].length)).toEqual([4, 0, 4]);
    expect(without.split.test[3]).toEqual({ path: 'test/bee/1.jpg', label: 1, className: 'bee' });
    const { split } = openImageFolder(folderOf({ ...FILES, ...images({ [`${name}/bee`]: 2 }) }));
    expect(split.validation[0]).toEqual({ path: `${name}/bee/0.jpg`, label: 1, className: 'bee' });
  });

  it('is one of classes where a class is called like a split', () => {
    const { classNames } = openImageFolder(folderOf(images({ train: 2, tram: 2 })));
    expect(classNames).toEqual(['train', 'tram']);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['no test images', images({ 'train/ant': 2, 'val/ant': 2 }), 'IMAGE_FOLDER', /has only train, val in it; expected/],
    [
      'two kinds of validation',
      { ...FILES, ...images({ 'val/ant': 1, 'validation/ant': 1 }) },
      'IMAGE_FOLDER',
      /has only test, train, val, validation in it/,
    ],
    [
      'a class without training images',
      { ...FILES, ...images({ 'test/wasp': 2 }) },
      'DATASET_CLASSES',
      /without training images: "wasp" \(test\); expected some/,
    ],
    ['an empty class', { ...FILES, 'test/ant/x.txt': '', 'test/fly/x.txt': '' }, 'DATASET_CLASSES', /images: fly;/],
  ])('is refused with %s', (_title, files, code, words) => {
    const folder = folderOf(files);
    expect(codeOf(() => openImageFolder(folder))).toBe(code);
    expect(messageOf(() => openImageFolder(folder))).toMatch(words);
  });
});
