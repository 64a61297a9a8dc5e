import { type Matrix, matrix, Random, type TrainingImages } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { gaussianDiscriminant } from './index.ts';

type Images = Pick<TrainingImages, 'views' | 'labels'>;

const context = { execution: { threads: 1 } };
const discriminantOf = (images: Images, classes: number) => gaussianDiscriminant(images, classes, context);

function images({ count, D, views, classes }: { count: number; D: number; views: number; classes: number }): Images {
  const random = new Random(count);
  const noise = () => matrix(Float32Array.from({ length: count * D }, () => random.normal()), D); // prettier-ignore
  return {
    views: Array.from({ length: views }, noise),
    labels: Int32Array.from({ length: count }, (_, n) => (n < classes ? n : random.below(classes))),
  };
}

/** The released lines one by one: means, centred rows, covariance, its shrunk inverse by Gauss and Jordan, W and b. */
function slowDiscriminant({ views, labels }: Images, classes: number) {
  const D = views[0]!.columns;
  const vecs = views.flatMap((view) => rowsOf(view).map((row, n) => ({ row, c: labels[n]! })));
  const mus = Array.from({ length: classes }, (_, c) =>
    meanOf(vecs.filter((vec) => vec.c === c).map(({ row }) => row)),
  );
  const centred = vecs.map(({ row, c }) => row.map((value, d) => value - mus[c]![d]!));
  const cov = square(D, (i, j) => centred.reduce((sum, row) => sum + row[i]! * row[j]!, 0) / (vecs.length - 1));
  const trace = cov.reduce((sum, row, i) => sum + row[i]!, 0);
  const inverse = inverseOf(square(D, (i, j) => (vecs.length - 1) * cov[i]![j]! + (i === j ? trace : 0)));
  const weights = mus.map((mu) => inverse.map((row) => D * dot(row, mu)));
  return { trace, weights, bias: mus.map((mu, c) => Math.log(1 / classes) - dot(mu, weights[c]!) / 2) };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const square = (D: number, of: (i: number, j: number) => number) =>
  Array.from({ length: D }, (_, i) => Array.from({ length: D }, (_, j) => of(i, j)));
const rowsOf = ({ rows, columns, data }: Matrix) =>
  Array.from({ length: rows }, (_, n) => [...data.subarray(n * columns, (n + 1) * columns)]);
const meanOf = (rows: readonly number[][]) =>
  rows[0]!.map((_, d) => rows.reduce((sum, row) => sum + row[d]!, 0) / rows.length);

function inverseOf(a: readonly (readonly number[])[]): number[][] {
  const D = a.length;
  const rows = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < D; i++) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let k = 0; k < D; k++) {
      const factor = rows[k]![i]!;
      if (k !== i) rows[k] = rows[k]!.map((value, j) => value - factor * rows[i]![j]!);
    }
  }
  return rows.map((row) => row.slice(D));
}

function expectClose(ours: ArrayLike<number>, theirs: readonly number[], relative: number): void {
  expect(ours.length).toBe(theirs.length);
  const scale = Math.max(...theirs.map(Math.abs));
  theirs.forEach((value, i) => expect(Math.abs(ours[i]! - value) / scale).toBeLessThanOrEqual(relative));
}

describe('gaussianDiscriminant', () => {
  it.each([
    { count: 12, D: 5, views: 1, classes: 3 },
    { count: 12, D: 5, views: 4, classes: 3 },
    { count: 6, D: 20, views: 2, classes: 4 }, // fewer rows than features
    { count: 1100, D: 3, views: 2, classes: 2 }, // more rows than are multiplied at a time
  ])('equals the released lines done one by one, %o', async (shape) => {
    const few = images(shape);
    const { weights, bias, covarianceTrace } = await discriminantOf(few, shape.classes);
    const slow = slowDiscriminant(few, shape.classes);
    expect(covarianceTrace).toBeCloseTo(slow.trace, 8);
    expectClose(weights.data, slow.weights.flat(), 1e-6);
    expectClose(bias, slow.bias, 1e-6);
  });

  it('on the plain JavaScript executor agrees to single precision', async () => {
    const few = images({ count: 30, D: 6, views: 2, classes: 3 });
    const plain = await gaussianDiscriminant(few, 3, { execution: { executor: 'cpu' } });
    expectClose(plain.weights.data, slowDiscriminant(few, 3).weights.flat(), 1e-4);
  });

  it('takes a class without images for the average class', async () => {
    const few = images({ count: 9, D: 4, views: 1, classes: 2 });
    const known = await discriminantOf(few, 2);
    const { weights, bias } = await discriminantOf(few, 3);
    expect(weights.data.subarray(0, 8)).toEqual(known.weights.data);
    // W is linear in the mean, and the mean of all rows is that of the classes weighted by their sizes.
    const share = few.labels.filter((label) => label === 0).length / few.labels.length;
    for (let d = 0; d < 4; d++) {
      const expected = share * weights.data[d]! + (1 - share) * weights.data[4 + d]!;
      expect(weights.data[8 + d]).toBeCloseTo(expected, 4);
    }
    expect(Number.isFinite(bias[2])).toBe(true);
  });

  it.each([1, 3])('is zero where an image of each class is all there is, %i times over', async (copies) => {
    const { views, labels } = images({ count: 3, D: 4, views: 1, classes: 3 });
    const once = { views: Array.from({ length: copies }, () => views[0]!), labels };
    const { weights, bias, covarianceTrace } = await discriminantOf(once, 3);
    expect(covarianceTrace).toBe(0);
    expect([...weights.data].every((value) => value === 0)).toBe(true);
    for (const value of bias) expect(value).toBeCloseTo(Math.log(1 / 3), 6);
  });

  it('says so where features are not finite', async () => {
    const { views, labels } = images({ count: 6, D: 2, views: 1, classes: 2 });
    views[0]!.data[5] = Infinity;
    await expect(discriminantOf({ views, labels }, 2)).rejects.toThrow('check that all features are finite');
  });

  it('reports its rows and stops between two parts of them', async () => {
    const many = images({ count: 2100, D: 2, views: 1, classes: 2 });
    const controller = new AbortController();
    const seen: string[] = [];
    const stopped = gaussianDiscriminant(many, 2, {
      ...context,
      signal: controller.signal,
      onProgress: ({ note }) => {
        seen.push(note);
        controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(seen).toEqual(['covariance, row 2048/2100']);
  });
});
