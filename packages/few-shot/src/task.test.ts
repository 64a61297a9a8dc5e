import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FeatureCache, type FeatureSet, writeFeatureFolder } from '@shotbench/feature-cache';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fewShotTask, requireText } from './index.ts';

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

  it('has no way to test data', () => {
    const task = fewShotTask(importedSet(), 1);
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
  });
});
