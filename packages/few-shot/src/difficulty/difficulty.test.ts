import { errorOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { matrix, normalizeRows } from '../matrix.ts';
import { Random } from '../random.ts';
import type { LabelledFeatures } from '../task.ts';
import { classCosines, classSeparability, relativeTransferDifficulty } from './index.ts';

describe('relativeTransferDifficulty', () => {
  it.each([
    ['chance', 10, 0.1, 1],
    ['perfect', 4, 1, 0.25],
    ['never right', 5, 0, Infinity],
    ['one class', 1, 1, 1],
  ])('of %s', (_title, classes, precision, expected) => {
    expect(relativeTransferDifficulty(classes, precision)).toBeCloseTo(expected, 12);
  });

  it.each([
    [0, 0.5, '0 is no number of classes; expected a whole number from 1 on'],
    [2.5, 0.5, '2.5 is no number of classes'],
    [10, 47.6, 'precision 47.6 is not from 0 to 1; divide percent by 100'],
    [10, -0.1, 'precision -0.1 is not'],
    [10, NaN, 'precision NaN is not'],
  ])('refuses %d classes with precision %d', (classes, precision, message) => {
    expect(() => relativeTransferDifficulty(classes, precision)).toThrow(message);
  });
});

/** Cosines of all pairs, one by one. */
function slowly({ features: { data, columns }, labels }: LabelledFeatures) {
  const [intra, inter]: [number[], number[]] = [[], []];
  for (let i = 0; i < labels.length; i++) {
    for (let j = 0; j < labels.length; j++) {
      if (i === j) continue;
      let cosine = 0;
      for (let d = 0; d < columns; d++) cosine += data[i * columns + d]! * data[j * columns + d]!;
      (labels[i] === labels[j] ? intra : inter).push(cosine);
    }
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { intraClass: mean(intra), interClass: mean(inter) };
}

function images(labels: number[], rows: number[][]): LabelledFeatures {
  return {
    features: normalizeRows(matrix(Float32Array.from(rows.flat()), rows[0]!.length)),
    labels: Int32Array.from(labels),
  };
}

describe('classCosines', () => {
  it.each([1, 2, 3])('equal those of all pairs one by one, seed %i', (seed) => {
    const random = new Random(seed);
    // Classes of unequal sizes: 0 many, 3 a single image, 4 none.
    const labels = Array.from({ length: 60 }, (_, i) => (i === 59 ? 3 : i % 7 < 4 ? 0 : (i % 2) + 1));
    const rows = labels.map((label) =>
      Array.from({ length: 12 }, (_, d) => 0.8 + random.normal() + (d === label ? 2 : 0)),
    );
    const fast = classCosines(images(labels, rows));
    const slow = slowly(images(labels, rows));
    expect(fast.intraClass).toBeCloseTo(slow.intraClass, 12);
    expect(fast.interClass).toBeCloseTo(slow.interClass, 12);
    expect(fast.intraClass).toBeGreaterThan(fast.interClass);
    expect(classSeparability(fast)).toBeCloseTo(slow.intraClass / slow.interClass, 12);
  });

  it('have a closed form for classes that are directions at an angle', () => {
    const rows = [0, 0, 0, Math.PI / 3, Math.PI / 3].map((angle) => [Math.cos(angle), Math.sin(angle)]);
    const cosines = classCosines(images([0, 0, 0, 1, 1], rows));
    expect(cosines.intraClass).toBeCloseTo(1, 7);
    expect(cosines.interClass).toBeCloseTo(0.5, 7);
    expect(classSeparability(cosines)).toBeCloseTo(2, 6);
  });

  it('are weighted by pairs, not by classes', () => {
    // Class 0: three images of one direction, 3 pairs with cosine 1; class 1: a right angle, 1 pair with cosine 0.
    const rows = [
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect(classCosines(images([0, 0, 0, 1, 1], rows))).toEqual({ intraClass: 0.75, interClass: 0 });
  });

  it('do not depend on the order of images or the numbers of classes', () => {
    const rows = [
      [3, 1],
      [1, 2],
      [2, 2],
      [1, 0],
    ];
    const [some, others] = [images([0, 0, 1, 1], rows), images([7, 2, 2, 7], [rows[3]!, rows[0]!, rows[1]!, rows[2]!])];
    expect(classCosines(others).interClass).toBeCloseTo(classCosines(some).interClass, 12);
    expect(classCosines(others).intraClass).toBeCloseTo(classCosines(some).intraClass, 12);
  });

  it.each([
    ['one image of each class', [0, 1], 'SEPARABILITY_PAIRS', '2 images of 2 classes have no pair of one class'],
    ['one class', [4, 4], 'SEPARABILITY_PAIRS', '2 images of 1 class have no pair of two classes'],
  ])('are refused for %s', (_title, labels, code, message) => {
    const error = errorOf(() =>
      classCosines(
        images(labels, [
          [1, 2],
          [2, 1],
        ]),
      ),
    );
    expect([error.code, error.message.includes(message)]).toEqual([code, true]);
  });

  it('are refused for no images', () => {
    const none = { features: matrix(new Float32Array(), 3), labels: new Int32Array() };
    expect(() => classCosines(none)).toThrow('0 images of 0 classes have no pair of one class');
  });
});

describe('classSeparability', () => {
  it("is the ratio of the paper's cosines", () => {
    // Table 17 of APEX.
    for (const [intraClass, interClass, printed] of [
      [0.925, 0.551, 1.68],
      [0.898, 0.672, 1.336],
      [0.823, 0.803, 1.025],
      [0.934, 0.896, 1.042],
      [0.866, 0.673, 1.287],
    ] as const) {
      expect(Math.abs(classSeparability({ intraClass, interClass }) - printed)).toBeLessThan(2e-3);
    }
  });

  it.each([0, -0.2])('is refused where classes have a mean cosine of %d', (interClass) => {
    expect(() => classSeparability({ intraClass: 0.5, interClass })).toThrow(
      `the mean cosine between classes is ${interClass}; expected one above 0`,
    );
  });
});
