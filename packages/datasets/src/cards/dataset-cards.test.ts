import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { sameNames } from '../classes/same-names.ts';
import { readSplitFile } from '../folder/split-file.ts';
import { splitClasses } from '../folder/split-classes.ts';
import { DATASET_CARDS, datasetCard, findDatasetCard } from './dataset-cards.ts';

describe('the cards', () => {
  it('are 11 sets and four shifts of ImageNet, each with an id and a folder of its own', () => {
    expect(DATASET_CARDS.filter(({ shiftOf }) => shiftOf === undefined)).toHaveLength(11);
    expect(DATASET_CARDS.filter(({ shiftOf }) => shiftOf === 'imagenet')).toHaveLength(4);
    for (const key of ['id', 'title', 'folder'] as const) {
      expect(new Set(DATASET_CARDS.map((card) => card[key])).size).toBe(15);
    }
  });

  it.each(DATASET_CARDS)(
    '$title has a prompt, a name for each class, and no training images if it is a shift',
    (card) => {
      const { template, classNames, sizes, shiftOf, layout } = card;
      expect(template.split('{}')).toHaveLength(2);
      if (layout.kind === 'wnid-folders') expect(classNames).toBeUndefined();
      else {
        expect(classNames).toHaveLength(sizes.classes);
        expect(sameNames(classNames!)).toEqual([]);
      }
      expect(sizes.train === 0).toBe(shiftOf !== undefined);
    },
  );

  it('add up to the images that the sets are known for', () => {
    const all = Object.fromEntries(
      DATASET_CARDS.map(({ id, sizes: { train, validation, test } }) => [id, train + validation + test]),
    );
    // 10,000 aircraft; 27,000 satellite images; 101 × 1000 dishes; 47 × 120 textures; 8189 flowers; 7349 pets; 16,185 cars; 13,320 videos.
    expect(all).toMatchObject({ 'fgvc-aircraft': 10_000, eurosat: 27_000, food101: 101_000, dtd: 5640 });
    expect(all).toMatchObject({ 'oxford-flowers': 8189, 'oxford-pets': 7349, 'stanford-cars': 16_185, ucf101: 13_320 });
  });
});

it('stand in the README', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([a-z0-9-]+)` +\| `(\S+)` +\| (.*) +\|$/gm)].map(([, id, folder, numbers]) => {
    const [classes, train, validation, test, rtd] = numbers!
      .split('|')
      .map((text) => Number(text.replaceAll(/[ ,]/g, '')));
    return { id, folder, sizes: { classes, train, validation, test }, rtd };
  });
  expect(rows).toEqual(
    DATASET_CARDS.map(({ id, folder, sizes, transferDifficulty }) => {
      return { id, folder, sizes, rtd: Number(transferDifficulty.rtd.toPrecision(3)) };
    }),
  );
});

describe('datasetCard', () => {
  it.each(['oxford-pets', 'OxfordPets', 'oxford_pets'])('knows %s', (name) => {
    expect(datasetCard(name).id).toBe('oxford-pets');
  });

  it.each(DATASET_CARDS)('finds $id by id, title and folder', (card) => {
    for (const name of [card.id, card.title, card.folder]) expect(datasetCard(name)).toBe(card);
  });

  it('leaves it to findDatasetCard to say that there is none', () => {
    expect(findDatasetCard('mnist')).toBeUndefined();
  });

  it('lists what it knows', () => {
    expect(codeOf(() => datasetCard('mnist'))).toBe('DATASET_UNKNOWN');
    expect(messageOf(() => datasetCard('mnist'))).toMatch(
      /called "mnist"; expected one of imagenet, caltech101, .*-r;/,
    );
  });
});

/** CoOp's split files beside the repository. */
const splits = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'data', 'splits');
const files = DATASET_CARDS.flatMap(({ id, title, layout, sizes, classNames }) =>
  layout.kind === 'split-file' ? [{ id, title, file: join(splits, layout.file), sizes, classNames }] : [],
);

for (const card of files) {
  it.skipIf(!existsSync(card.file))(`${card.title} agrees with its split (skipped where ${splits} lacks it)`, () => {
    const split = readSplitFile(card.file);
    const { classNames, problems } = splitClasses(split, card.file);
    expect(problems).toEqual([]);
    expect(classNames).toEqual(card.classNames);
    const { train, validation, test } = split;
    const sizes = { train: train.length, validation: validation.length, test: test.length };
    expect({ classes: classNames.length, ...sizes }).toEqual(card.sizes);
  });
}
