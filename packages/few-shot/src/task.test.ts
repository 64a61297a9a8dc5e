import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FeatureCache, type FeatureSet, writeFeatureFolder } from '@shotbench/feature-cache';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fewShotTask, normalizeRows, matrix, PROTOCOLS, requireText, requireValidation } from './index.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shotbench-task-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Two classes in two dimensions; rows of length 2. */
function importedSet(): FeatureSet {
  const rows = (...directions: number[]) => ({
    features: Float32Array.from(directions.flatMap((class_) => (class_ === 0 ? [2, 0] : [0, 2]))),
    labels: Int32Array.from(directions),
  });
  writeFeatureFolder(join(folder, 'set'), {
    name: 'set',
    backbone: 'none',
    featureDim: 2,
    logitScale: 50,
    classNames: ['x', 'y'],
    text: Float32Array.of(3, 0, 0, 0.5),
    draws: [{ shots: 1, train: rows(0, 1), validation: rows(1, 0) }],
    test: rows(0, 0, 1),
  });
  const cache = new FeatureCache(join(folder, 'cache'));
  cache.importFolder(join(folder, 'set'), {});
  return cache.open('set');
}

describe('fewShotTask', () => {
  it('normalises image features and keeps text rows both ways', () => {
    const task = fewShotTask(importedSet(), 1);
    expect(task).toMatchObject({ dataset: 'set', shots: 1, classNames: ['x', 'y'], logitScale: 50 });
    expect([...task.train.centre.data]).toEqual([1, 0, 0, 1]);
    expect([...task.train.labels]).toEqual([0, 1]);
    expect([...task.validation.features.data]).toEqual([0, 1, 1, 0]);
    expect([...task.text!.asStored.data]).toEqual([3, 0, 0, 0.5]);
    expect([...task.text!.normalized.data]).toEqual([1, 0, 0, 1]);
    expect(requireText(task, 'm')).toBe(task.text);
  });

  it('has no images at 0 shots', () => {
    const task = fewShotTask(importedSet(), 0);
    expect([task.train.centre.rows, task.train.labels.length, task.validation.labels.length]).toEqual([0, 0, 0]);
  });

  it.each(PROTOCOLS.filter((protocol) => protocol === 'fixed' || protocol === 'few-shot-val'))(
    'has no way to test data with protocol %s',
    (protocol) => {
      const task = fewShotTask(importedSet(), 1, 1, protocol);
      const reachable = new Set<unknown>();
      const visit = (value: unknown): void => {
        if (typeof value !== 'object' || value === null || reachable.has(value)) return;
        reachable.add(value);
        if (!ArrayBuffer.isView(value)) Object.values(value).forEach(visit);
      };
      visit(task);
      const arrays = [...reachable].filter((value) => ArrayBuffer.isView(value)) as unknown as ArrayLike<number>[];
      // The test set is the only one with three rows.
      expect(arrays.filter(({ length }) => length === 3 || length === 6)).toEqual([]);
      expect(Object.values(task).some((value) => typeof value === 'function')).toBe(false);
    },
  );

  it('holds the validation images of its protocol', () => {
    const set = importedSet();
    const labelsOf = (protocol: (typeof PROTOCOLS)[number]) => [...fewShotTask(set, 1, 1, protocol).validation.labels];
    expect(labelsOf('fixed')).toEqual([]);
    expect(labelsOf('few-shot-val')).toEqual([1, 0]);
    expect(labelsOf('test-oracle')).toEqual([0, 0, 1]);
    expect(() => labelsOf('full-val')).toThrow(
      'full-val needs the whole validation split, but feature set "set" has only the few-shot validation rows of its draws',
    );
    const whole = { features: Float32Array.of(0, 3, 3, 0), labels: Int32Array.of(1, 0), count: 2 };
    const { validation } = fewShotTask({ ...set, wholeValidation: () => whole }, 1, 1, 'full-val');
    expect([...validation.features.data, ...validation.labels]).toEqual([0, 1, 1, 0, 1, 0]);
  });

  it('averages views as they are stored, un-normalised, into one row for each image', () => {
    const set = importedSet();
    const views = [Float32Array.of(4, 0, 0, 2), Float32Array.of(0, 1, 0, 6)];
    const { train } = fewShotTask({ ...set, train: (...args) => ({ ...set.train(...args), views }) }, 1);
    expect(train.views.map((view) => [...view.data])).toEqual([
      [1, 0, 0, 1],
      [0, 1, 0, 1],
    ]);
    // The mean of (4, 0) and (0, 1), not of (1, 0) and (0, 1).
    expect(train.mean).toEqual(normalizeRows(matrix(Float32Array.of(4, 1, 0, 8), 2)));
    expect(fewShotTask(set, 1).train.mean.data).toEqual(Float32Array.of(1, 0, 0, 1));
  });

  it.each([
    ['overflowed in half precision', Number.POSITIVE_INFINITY, 'row 1 has norm Infinity'],
    ['is zero throughout', 0, 'row 1 has norm 0'],
  ])('refuses a feature that %s', (_title, value, message) => {
    const set = importedSet();
    const views = [Float32Array.of(1, 0, value, 0)];
    expect(() => fewShotTask({ ...set, train: (...args) => ({ ...set.train(...args), views }) }, 1)).toThrow(message);
    expect(() => fewShotTask({ ...set, text: () => views[0]! }, 1)).toThrow(message);
  });
});

describe('requireValidation', () => {
  it('gives the images of the protocol that is asked for, or says what is wrong', () => {
    const task = fewShotTask(importedSet(), 1);
    const selection = { methodId: 'm', chooses: 'C', protocol: 'few-shot-val' } as const;
    expect(requireValidation(task, selection)).toBe(task.validation);
    expect(() => requireValidation(task, { ...selection, protocol: 'test-oracle' })).toThrow(
      'm is set to choose C by test-oracle, but the task of "set" holds the images of few-shot-val',
    );
    expect(() => requireValidation(fewShotTask(importedSet(), 0), selection)).toThrow(
      'm chooses C on validation images, but "set" has none at 0 shots; use a set with validation rows',
    );
  });
});
