import { hashJson } from '@shotbench/content-hash';
import { describe, expect, it } from 'vitest';

import { createDataset, type Dataset, type Item } from '../dataset.ts';
import { drawShots, groupLabels, selectClasses, subsampleClasses } from '../index.ts';

const NAMES = ['ant', 'bee', 'cicada', 'dragonfly', 'earwig'];

/** Classes appear in the order 3, 0, 4, 1, 2, as in Flowers102 they do not follow their labels. */
function dataset(): Dataset {
  const items = (part: string, n: number): Item[] =>
    [3, 0, 4, 1, 2].flatMap((label) =>
      Array.from({ length: n }, (_, i) => ({ path: `${part}/${label}-${i}.jpg`, label, className: NAMES[label]! })),
    );
  const split = { train: items('train', 30), validation: items('val', 8), test: items('test', 2) };
  return createDataset({ name: 'insects', classNames: NAMES, split, images: '.', imagenetLabels: [5, 6, 7, 8, 9] });
}

it('the hash of a split is that of its canonical JSON', () => {
  const { split, splitHash } = dataset();
  const rows = [split.train, split.validation, split.test].map((items) =>
    items.map(({ path, label, className }) => [path, label, className]),
  );
  expect(splitHash).toBe(hashJson(rows));
});

describe('groupLabels', () => {
  it.each([
    [[], [], []],
    [[7], [7], []],
    [[3, 1, 2, 1], [1, 2], [3]],
    [
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
    ],
  ])('of %j: base %j, new %j', (labels, base, novel) => {
    expect(groupLabels(labels, 'base')).toEqual(base);
    expect(groupLabels(labels, 'new')).toEqual(novel);
    expect(groupLabels(labels, 'all')).toEqual([...base, ...novel]);
  });
});

describe('subsampleClasses', () => {
  it('parts a dataset into two that share no class and no image, each labelled from 0', () => {
    const [all, base, novel] = [dataset(), subsampleClasses(dataset(), 'base'), subsampleClasses(dataset(), 'new')];
    expect([base.classNames, novel.classNames]).toEqual([NAMES.slice(0, 3), NAMES.slice(3)]);
    expect([base.name, novel.name]).toEqual(['insects-base', 'insects-new']);
    expect([base.imagenetLabels, novel.imagenetLabels]).toEqual([
      [5, 6, 7],
      [8, 9],
    ]);
    expect(new Set([all.splitHash, base.splitHash, novel.splitHash]).size).toBe(3);
    for (const name of ['train', 'validation', 'test'] as const) {
      const paths = [...base.split[name], ...novel.split[name]].map(({ path }) => path);
      expect(paths.sort()).toEqual(all.split[name].map(({ path }) => path).sort());
      for (const part of [base, novel]) {
        for (const { label, className } of part.split[name]) expect(part.classNames[label]).toBe(className);
      }
    }
  });
});

describe('selectClasses', () => {
  it('labels classes in the order given and leaves the images in theirs', () => {
    const { classNames, split } = selectClasses(dataset(), [4, 1]);
    expect(classNames).toEqual(['earwig', 'bee']);
    expect(split.test.map(({ path, label }) => [path, label])).toEqual([
      ['test/4-0.jpg', 0],
      ['test/4-1.jpg', 0],
      ['test/1-0.jpg', 1],
      ['test/1-1.jpg', 1],
    ]);
  });

  it('takes each class once, of those there are', () => {
    expect(() => selectClasses(dataset(), [0, 0])).toThrow(RangeError);
    expect(() => selectClasses(dataset(), [5])).toThrow(RangeError);
  });
});

describe('drawShots', () => {
  it('names the images of the rows', () => {
    const { split } = dataset();
    const { train, validation, ids } = drawShots({ split }, { shots: 2, seed: 1 });
    expect([...train].map((row) => split.train[row]!.path)).toEqual(ids.train);
    expect([...validation].map((row) => split.validation[row]!.path)).toEqual(ids.validation);
    expect(ids.train.slice(0, 2).every((id) => id.startsWith('train/3-'))).toBe(true);
  });

  it('draws for base and new classes from all, which is not what a draw from the base classes alone gives', () => {
    const all = drawShots(dataset(), { shots: 4, seed: 1 });
    const base = drawShots(dataset(), { shots: 4, seed: 1, classes: 'base' });
    const isBase = (id: string): boolean => /\/[012]-/.test(id);
    expect(base.ids.train).toEqual(all.ids.train.filter(isBase));
    expect(base.ids.validation).toEqual(all.ids.validation.filter(isBase));
    expect(drawShots(subsampleClasses(dataset(), 'base'), { shots: 4, seed: 1 }).ids).not.toEqual(base.ids);
  });
});
