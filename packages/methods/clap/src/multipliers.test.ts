import { matrix, normalizeRows, Random } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { outerStep, squaredDistances, zeroShotMultipliers } from './index.ts';

const [C, D] = [4, 6];
const random = new Random(11);
const unitNoise = (rows: number) => {
  const data = Float32Array.from({ length: rows * D }, () => random.normal());
  return normalizeRows(matrix(data, D));
};

describe('zeroShotMultipliers', () => {
  const text = unitNoise(C);
  const views = [unitNoise(5), unitNoise(5)];
  const labels = Int32Array.of(0, 1, 1, 3, 0);
  const multipliersOf = (logitScale: number) =>
    zeroShotMultipliers({ views, labels }, { text, logitScale, execution: {} });

  it("are each class's mean probability over images and views", async () => {
    const scale = 3;
    const probabilities: number[][] = [[], [], [], []];
    for (const { data } of views) {
      labels.forEach((label, n) => {
        const exps = Array.from({ length: C }, (_, c) => {
          let cosine = 0;
          for (let d = 0; d < D; d++) cosine += data[n * D + d]! * text.data[c * D + d]!;
          return Math.exp(scale * cosine);
        });
        probabilities[label]!.push(exps[label]! / exps.reduce((a, b) => a + b));
      });
    }
    const lambdas = await multipliersOf(scale);
    for (const c of [0, 1, 3]) {
      const values = probabilities[c]!;
      expect(values.length).toBe([4, 4, 0, 2][c]);
      expect(lambdas[c]).toBeCloseTo(values.reduce((a, b) => a + b) / values.length, 5);
    }
  });

  it('are 1 for a class without images, and probabilities whatever the scale', async () => {
    for (const scale of [1, 100, 1e5]) {
      const lambdas = await multipliersOf(scale);
      expect(lambdas[2]).toBe(1);
      lambdas.forEach((lambda) => expect(lambda >= 0 && lambda <= 1, String(lambda)).toBe(true));
    }
  });
});

describe('outerStep', () => {
  const start = { multipliers: Float32Array.of(0.5, 0.25, 1), penalties: new Float32Array(3) };
  const [first, second] = [Float32Array.of(2, 0, 0.5), Float32Array.of(3, 1, 0.25)];

  it('leaves the multipliers at first and then raises them by the product of two distances', () => {
    const once = outerStep(start, first);
    expect(once).toEqual({ multipliers: start.multipliers, penalties: first });
    const twice = outerStep(once, second);
    expect(twice.multipliers).toEqual(Float32Array.of(6.5, 0.25, 1.125));
    expect(twice.penalties).toEqual(second);
  });

  it('is the derivative of the PHR penalty where the penalty parameter is not zero', () => {
    const phr = (d: number, lambda: number, rho: number) =>
      (Math.max(0, lambda + rho * d) ** 2 - lambda ** 2) / (2 * rho);
    const { multipliers } = outerStep({ multipliers: start.multipliers, penalties: second }, first);
    start.multipliers.forEach((lambda, c) => {
      const [d, rho, h] = [first[c]!, second[c]!, 1e-5];
      expect(multipliers[c]).toBeCloseTo((phr(d + h, lambda, rho) - phr(d - h, lambda, rho)) / (2 * h), 5);
    });
  });
});

describe('squaredDistances', () => {
  it('are those of corresponding rows', () => {
    const text = matrix(Float32Array.of(0, 0, 1, 2), 2);
    expect(squaredDistances(matrix(Float32Array.of(3, 4, 1, 1), 2), text)).toEqual(Float32Array.of(25, 1));
  });
});
