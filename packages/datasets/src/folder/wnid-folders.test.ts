import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { addFiles, folderOf, images } from '../../test/folders.ts';
import { datasetCard, openDataset } from '../index.ts';

/** Two of the five share their name, as some of ImageNet's 1000 do; the lines are out of order. */
const NAMES = 'n00000003 missile\nn00000001 tench\nn00000002 great white shark\nn00000005 missile\nn00000004 abacus\n';
const CLASS_NAMES = { 'classnames.txt': NAMES };

const wnid = (n: number): string => `n0000000${n}`;
const all = (below: string, n: number) =>
  images(Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`${below}/${wnid(i)}`, n])));

describe('ImageNet', () => {
  const files = { ...CLASS_NAMES, ...all('images/train', 3), ...all('images/val', 2) };

  it('has labels by WordNet id, tests on val and leaves nothing for validation', () => {
    const folder = folderOf({ ...files, 'images/train/.DS_Store': '', 'images/train/n00000001/list.txt': '' });
    const dataset = openDataset(folder);
    expect(dataset.card?.id).toBe('imagenet');
    expect(dataset.classNames).toEqual(['tench', 'great white shark', 'missile', 'abacus', 'missile']);
    expect(dataset.imagenetLabels).toEqual([0, 1, 2, 3, 4]);
    expect(dataset.split.train).toHaveLength(15);
    expect(dataset.split.train[3]).toEqual({ path: 'train/n00000002/0.jpg', label: 1, className: 'great white shark' });
    expect(dataset.split.validation).toEqual([]);
    expect(dataset.split.test.map(({ path }) => path).slice(0, 3)).toEqual([
      'val/n00000001/0.jpg',
      'val/n00000001/1.jpg',
      'val/n00000002/0.jpg',
    ]);
    expect(dataset.images).toBe(join(folder, 'images'));
  });

  it('is refused without class names, in one error', () => {
    const { 'classnames.txt': _, ...nameless } = files;
    const folder = folderOf(nameless);
    expect(codeOf(() => openDataset(folder))).toBe('DATASET_CLASS_NAMES');
    expect(messageOf(() => openDataset(folder))).toMatch(/classnames\.txt is missing; expected CLIP's names.*copy/);
  });

  it.each<[string, string, string]>([
    ['no id', `${NAMES}tench\n`, 'says "tench" in line 6'],
    ['no name', 'n00000001 \n', 'says "n00000001" in line 1'],
    ['an id twice', `${NAMES}n00000001 fish\n`, 'names n00000001 twice'],
    ['nothing', '\n', 'is empty'],
  ])('is refused with class names of which one has %s', (_title, text, words) => {
    const folder = folderOf({ ...files, 'classnames.txt': text });
    expect(codeOf(() => openDataset(folder))).toBe('DATASET_CLASS_NAMES');
    expect(messageOf(() => openDataset(folder))).toContain(words);
  });

  it('is refused with classes that are empty, that one part lacks, or that nobody knows', () => {
    const folder = folderOf(files);
    rmSync(join(folder, 'images', 'val', wnid(2)), { recursive: true });
    expect(codeOf(() => openDataset(folder))).toBe('DATASET_CLASSES');
    expect(messageOf(() => openDataset(folder))).toContain('has no images in 1 class folder: val/n00000002; ');
    addFiles(folder, { 'images/val/n00000002/notes.txt': '' });
    expect(messageOf(() => openDataset(folder))).toContain('has no images in 1 class folder: val/n00000002; ');
    addFiles(folder, { 'images/val/n00000002/a.JPEG': '', 'images/train/n99999999/a.JPEG': '' });
    expect(messageOf(() => openDataset(folder))).toContain(
      'has 1 folder that classnames.txt does not name: n99999999; ',
    );
  });

  it('is refused where a part has no class folders', () => {
    const folder = folderOf(files);
    rmSync(join(folder, 'images', 'train'), { recursive: true });
    expect(messageOf(() => openDataset(folder, datasetCard('imagenet')))).toMatch(
      /train has no class folders; expected/,
    );
  });
});

describe('shifts of ImageNet', () => {
  it('ImageNetV2 has class numbers for folders, which are in the order of numbers', () => {
    const below = 'imagenetv2-matched-frequency-format-val';
    const folder = folderOf({ ...CLASS_NAMES, ...images({ [`${below}/4`]: 1, [`${below}/0`]: 2, [`${below}/1`]: 1 }) });
    const { card, classNames, split, imagenetLabels } = openDataset(folder);
    expect(card?.id).toBe('imagenetv2');
    expect(classNames).toEqual(['tench', 'great white shark', 'missile']);
    expect(imagenetLabels).toEqual([0, 1, 4]);
    expect(split.test.at(-1)).toEqual({ path: '4/0.jpg', label: 2, className: 'missile' });
    expect([split.train, split.validation]).toEqual([[], []]);
  });

  it('the order of numbers is not that of words', () => {
    const ids = Array.from({ length: 12 }, (_, i) => `n${String(i).padStart(8, '0')}`);
    const below = 'imagenetv2-matched-frequency-format-val';
    const folder = folderOf({
      'classnames.txt': ids.map((id, i) => `${id} class ${i}`).join('\n'),
      ...images(Object.fromEntries(ids.map((_, i) => [`${below}/${i}`, 1]))),
    });
    expect(openDataset(folder).classNames).toEqual(ids.map((_, i) => `class ${i}`));
  });

  it('ImageNet-Sketch has its classes right below images', () => {
    const { card, split } = openDataset(folderOf({ ...CLASS_NAMES, ...all('images', 2) }));
    expect(card?.id).toBe('imagenet-sketch');
    expect(split.test[0]!.path).toBe('n00000001/0.jpg');
  });

  it.each(['imagenet-a', 'imagenet-r'])('%s has some of the classes, relabelled, beside a README', (id) => {
    const folder = folderOf({
      ...CLASS_NAMES,
      [`${id}/README.txt`]: 'read me',
      ...images({ [`${id}/n00000004`]: 2, [`${id}/n00000002`]: 1 }),
    });
    const { card, classNames, split, imagenetLabels } = openDataset(folder);
    expect(card?.id).toBe(id);
    expect(classNames).toEqual(['great white shark', 'abacus']);
    expect(imagenetLabels).toEqual([1, 3]);
    expect(split.test.map(({ label }) => label)).toEqual([0, 1, 1]);
  });
});
