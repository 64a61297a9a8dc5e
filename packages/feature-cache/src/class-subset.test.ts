import { join } from 'node:path';

import { floatToHalf } from '@shotbench/array-files';
import { codeOf } from '@shotbench/errors/testing';
import { beforeAll, describe, expect, it } from 'vitest';

import { temporaryFolders } from '../test/helpers.ts';
import { tinySetWithTests } from '../test/tiny-set.ts';
import { classSubset, FeatureCache, type FeatureRows, type FeatureSet, writeFeatureFolder } from './index.ts';

const newFolder = temporaryFolders();
const [C, D] = [5, 3];
const CLASSES = [3, 0, 4];

/** A split of so many images of each class; no two numbers are equal. */
function split(perClass: number, phase: number) {
  const labels = Int32Array.from({ length: C * perClass }, (_, row) => (row * 2) % C);
  const values = (shift: number) =>
    Float32Array.from({ length: labels.length * D }, (_, i) => Math.sin(phase + shift + i));
  const ids = [...labels].map((label, row) => `${phase}/${label}/${row}.png`);
  return {
    features: floatToHalf(values(0)),
    labels,
    ids,
    views: floatToHalf(Float32Array.of(...values(50), ...values(90))),
  };
}

let set: FeatureSet;
beforeAll(() => {
  const cache = new FeatureCache(newFolder());
  cache.storeExtracted('five', {
    ...{ backbone: 'none', featureDim: D, logitScale: 100, source: { model: 'a hash' } },
    classNames: ['ant', 'bee', 'cat', 'dog', 'elk'],
    text: Float32Array.from({ length: C * D }, (_, i) => i + 1),
    train: split(12, 100),
    validation: split(6, 200),
    test: split(7, 300),
  });
  set = cache.open('five');
});

interface Row {
  readonly label: number;
  readonly features: readonly number[];
}

/** What is to be seen of the chosen classes, row by row. */
function expectedRows(rows: FeatureRows, features = rows.features): Row[] {
  const seen: Row[] = [];
  for (let row = 0; row < rows.count; row++) {
    const label = CLASSES.indexOf(rows.labels[row]!);
    if (label >= 0) seen.push({ label, features: [...features.slice(row * D, (row + 1) * D)] });
  }
  return seen;
}

function rowsOf({ labels, features, count }: FeatureRows, data = features): Row[] {
  expect([labels.length, data.length]).toEqual([count, count * D]);
  return [...labels].map((label, row) => ({ label, features: [...data.slice(row * D, (row + 1) * D)] }));
}

describe('classSubset', () => {
  it('has the rows of its classes in every split, and no other', () => {
    const subset = classSubset(set, CLASSES);
    for (const seed of [1, 2]) {
      expect(rowsOf(subset.train(4, seed))).toEqual(expectedRows(set.train(4, seed)));
      expect(rowsOf(subset.validation(4, seed))).toEqual(expectedRows(set.validation(4, seed)));
      for (const v of [0, 1]) {
        const [own, whole] = [subset.train(4, seed), set.train(4, seed)];
        expect(rowsOf(own, own.views![v])).toEqual(expectedRows(whole, whole.views![v]));
      }
    }
    expect(rowsOf(subset.wholeValidation!())).toEqual(expectedRows(set.wholeValidation!()));
    expect(rowsOf(subset.test(0))).toEqual(expectedRows(set.test(0)));
    expect(subset.train(4).count).toBe(12);
    expect(subset.test(0).count).toBe(21);
  });

  it('has their names, text rows and ids', () => {
    const subset = classSubset(set, CLASSES);
    expect(subset.classNames).toEqual(['dog', 'ant', 'elk']);
    expect([...subset.text()!]).toEqual([10, 11, 12, 1, 2, 3, 13, 14, 15]);
    const isChosen = (id: string) => CLASSES.includes(Number(id.split('/')[1]));
    const [whole, own] = [set.drawnIds!(4, 2), subset.drawnIds!(4, 2)];
    expect(own.train).toEqual(whole.train.filter(isChosen));
    expect(own.validation).toEqual(whole.validation.filter(isChosen));
    expect(own.train.map((id) => CLASSES.indexOf(Number(id.split('/')[1])))).toEqual([...subset.train(4, 2).labels]);
    expect(subset.testIds!()).toEqual(set.testIds!().filter(isChosen));
  });

  it('has a hash of its own, and leaves the set as it is', () => {
    const hashes = [CLASSES, [0, 3, 4], [3]].map((classes) => classSubset(set, classes).hash);
    expect(new Set([set.hash, ...hashes]).size).toBe(4);
    expect(set.classNames).toHaveLength(C);
    expect(classSubset(set, CLASSES)).toMatchObject({ name: 'five', modelHash: 'a hash', drawsBySeed: true });
  });

  it('knows no more than an imported set', () => {
    const [folder, cache] = [join(newFolder(), 'tiny'), new FeatureCache(newFolder())];
    writeFeatureFolder(folder, tinySetWithTests());
    cache.importFolder(folder);
    const subset = classSubset(cache.open('tiny'), [2]);
    expect(subset).not.toHaveProperty('drawnIds');
    expect(subset).not.toHaveProperty('testIds');
    expect(subset).not.toHaveProperty('wholeValidation');
    expect(subset.train(1)).not.toHaveProperty('views');
    expect(subset.text()).toBeUndefined();
    expect([subset.test(1).count, subset.test(2).count]).toEqual([4, 3]);
    expect([...subset.test(1).labels]).toEqual([0, 0, 0, 0]);
  });

  it('refuses classes that are not there, twice there, or none', () => {
    expect(() => classSubset(set, [0, 5])).toThrow(
      'class 5 is selected from the 5 classes of feature set "five"; expected whole numbers from 0 to 4',
    );
    expect(() => classSubset(set, [1, 2, 1])).toThrow('class 1 of feature set "five" is selected twice');
    expect(codeOf(() => classSubset(set, []))).toBe('CLASSES_EMPTY');
  });
});
