import { describe, expect, it } from 'vitest';

import { confusionMatrix, perClassAccuracy } from '../index.ts';

const labels = new Int32Array([0, 0, 0, 1, 1, 3]);
const predictions = new Uint16Array([0, 2, 0, 1, 0, 3]);

describe('confusionMatrix', () => {
  it('counts labels in rows and predictions in columns', () => {
    expect([...confusionMatrix(labels, predictions, 4)]).toEqual([
      ...[2, 0, 1, 0],
      ...[1, 1, 0, 0],
      ...[0, 0, 0, 0],
      ...[0, 0, 0, 1],
    ]);
  });

  it('refuses entries that are not classes', () => {
    expect(() => confusionMatrix([0, 1], [0], 2)).toThrow('labels: 2, predictions: 1');
    expect(() => confusionMatrix([0], [0], 0)).toThrow('the classes are 0; expected a whole number from 1');
    for (const value of [-1, 2, 0.5, Number.NaN]) {
      expect(() => confusionMatrix([0, value], [0, 0], 2)).toThrow(
        `image 1 has class ${value}; expected a whole number from 0 to 1`,
      );
      expect(() => confusionMatrix([0], [value], 2)).toThrow(`image 0 has class ${value}`);
    }
  });
});

describe('perClassAccuracy', () => {
  it('is a part of each class, and missing for a class without images', () => {
    expect(perClassAccuracy(labels, predictions, 4)).toEqual([2 / 3, 1 / 2, undefined, 1]);
  });

  it('sums up to the accuracy, weighted by images', () => {
    const rates = perClassAccuracy(labels, predictions, 4);
    const right = labels.filter((label, i) => label === predictions[i]).length;
    expect(3 * rates[0]! + 2 * rates[1]! + rates[3]!).toBeCloseTo(right, 14);
  });
});
