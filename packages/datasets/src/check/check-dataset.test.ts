import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderOf, images } from '../../test/folders.ts';
import { checkDataset, checkImageFolder, datasetCard, type DatasetCard } from '../index.ts';

type Entry = [string, number, string];

/** A set of 3 classes that is published with 6, 3 and 3 images. */
const CARD: DatasetCard = {
  ...datasetCard('dtd'),
  title: 'Insects',
  layout: { kind: 'split-file', file: 'split_zhou_Insects.json', images: 'images' },
  sizes: { classes: 3, train: 6, validation: 3, test: 3 },
  classNames: ['ant', 'bee', 'cicada'],
};

const entries = (part: string, n: number, names = ['ant', 'bee', 'cicada']): Entry[] =>
  names.flatMap((name, label) => Array.from({ length: n }, (_, i): Entry => [`${part}/${name}-${i}.jpg`, label, name]));
const SPLIT = { train: entries('train', 2), val: entries('val', 1), test: entries('test', 1) };

function insects(split: Record<string, Entry[]> = SPLIT): string {
  const paths = Object.values(split).flat();
  return folderOf({
    'split_zhou_Insects.json': JSON.stringify(split),
    ...Object.fromEntries(paths.map(([path]) => [`images/${path}`, 'not opened here'])),
  });
}

const codes = (folder: string): string[] => checkDataset(folder, CARD).problems.map(({ code }) => code);

describe('checkDataset', () => {
  it('finds nothing wrong with a whole set', () => {
    const check = checkDataset(insects(), CARD);
    expect(check).toMatchObject({ present: true, problems: [], missing: [], sizes: CARD.sizes });
  });

  it('says that a folder is absent, which is no problem', () => {
    const folder = join(folderOf({}), 'insects');
    expect(checkDataset(folder, CARD)).toEqual({ folder, present: false, problems: [], missing: [] });
  });

  it('compares with the published sizes', () => {
    const { problems } = checkDataset(insects({ ...SPLIT, val: [], test: SPLIT.test.slice(1) }), CARD);
    expect(problems.map(({ message }) => message)).toEqual([
      'Insects has 0 validation images (published: 3), 2 test images (published: 3); expected the published numbers; ' +
        'complete the set, or do not compare its accuracies with papers',
    ]);
  });

  it('compares names, which decide text features', () => {
    const raw = ['ant', 'Bee', 'cicada'];
    const split = { train: entries('train', 2, raw), val: entries('val', 1, raw), test: entries('test', 1, raw) };
    const { problems } = checkDataset(insects(split), CARD);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain('for 1 class, such as "Bee" for class 1; expected "bee"');
  });

  it('goes on after the first problem', () => {
    const folder = insects({ ...SPLIT, test: [...SPLIT.test, ['test/wasp.jpg', 3, 'wasp']] });
    rmSync(join(folder, 'images', 'train', 'ant-0.jpg'));
    rmSync(join(folder, 'images', 'test', 'wasp.jpg'));
    const { problems, missing, sizes } = checkDataset(folder, CARD);
    expect(problems.map(({ code }) => code)).toEqual([
      'SPLIT_FILE',
      'DATASET_IMAGES',
      'DATASET_CLASSES',
      'DATASET_SIZE',
      'DATASET_SINGLE',
    ]);
    expect(problems[2]!.message).toContain('has no image of 1 class that the split names: "wasp"');
    expect(missing.map(({ path }) => path)).toEqual(['train/ant-0.jpg', 'test/wasp.jpg']);
    expect(sizes).toEqual({ classes: 4, train: 6, validation: 3, test: 4 });
  });

  it('says no more than that of a folder that cannot be read', () => {
    expect(codes(folderOf({ 'split_zhou_Insects.json': '{' }))).toEqual(['SPLIT_FILE']);
    expect(codes(folderOf({}))).toEqual(['DATASET_FOLDER']);
  });
});

describe('checkImageFolder', () => {
  it('has no published sizes to compare with', () => {
    const check = checkImageFolder(folderOf(images({ ant: 10, bee: 4 })));
    expect(check).toMatchObject({
      present: true,
      problems: [],
      sizes: { classes: 2, train: 7, validation: 3, test: 4 },
    });
  });

  it('tells of a class with one image once', () => {
    const check = checkImageFolder(folderOf(images({ ant: 10, bee: 1 })));
    expect(check.problems.map(({ code }) => code)).toEqual(['DATASET_SINGLE']);
    const split = checkImageFolder(folderOf(images({ 'train/ant': 2, 'test/ant': 2, 'train/bee': 1 })));
    expect(split.problems.map(({ message }) => message)).toEqual([expect.stringContaining('one image alone of "bee"')]);
  });

  it('finds an absent folder wrong, for it was asked for', () => {
    const { present, problems } = checkImageFolder(join(folderOf({}), 'none'));
    expect([present, problems.map(({ code }) => code)]).toEqual([false, ['IMAGE_FOLDER']]);
  });
});
