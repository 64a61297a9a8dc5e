import { codeOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { classesByName, linearLogits, matrix, normalizeRows, Random, selectClasses } from './index.ts';

const [N, C, D] = [7, 5, 6];
const random = new Random(4);
const noise = (rows: number) =>
  normalizeRows(
    matrix(
      Float32Array.from({ length: rows * D }, () => random.normal()),
      D,
    ),
  );
const [features, weights] = [noise(N), noise(C)];
const classifierOf = (rows: typeof weights) => ({
  trainableParameters: 3,
  details: { epochs: 1 },
  logits: linearLogits({ weights: rows, scale: 100, execution: {} }),
});

describe('selectClasses', () => {
  it('is the classifier of the selected rows', async () => {
    const classes = [4, 0, 2];
    const rows = matrix(Float32Array.from(classes.flatMap((c) => [...weights.data.subarray(c * D, (c + 1) * D)])), D);
    const selected = selectClasses(classifierOf(weights), classes);
    const [ours, expected] = [await selected.logits(features), await classifierOf(rows).logits(features)];
    expect([ours.rows, ours.columns]).toEqual([N, 3]);
    expected.data.forEach((logit, i) => expect(ours.data[i]).toBeCloseTo(logit, 4));
    expect(selected).toMatchObject({ trainableParameters: 3, details: { epochs: 1 } });
  });

  it('refuses classes that are not there, and none at all', async () => {
    await expect(selectClasses(classifierOf(weights), [0, 5]).logits(features)).rejects.toThrow(
      'class 5 is selected from a classifier of 5 classes; expected whole numbers from 0 to 4',
    );
    expect(codeOf(() => selectClasses(classifierOf(weights), []))).toBe('CLASSES_EMPTY');
  });
});

describe('classesByName', () => {
  it('finds each class of a shifted set', () => {
    expect(classesByName(['ant', 'bee', 'cat'], ['cat', 'ant'])).toEqual([2, 0]);
  });

  it('refuses names that are not there or stand for two classes', () => {
    expect(() => classesByName(['ant', 'bee'], ['cow'])).toThrow('class "cow" of the shifted set is not among the 2');
    expect(() => classesByName(['crane', 'bee', 'crane'], ['crane'])).toThrow(
      'class name "crane" stands for classes 0 and 2 of the source; select classes by number',
    );
  });
});
