import { matrix, normalizeRows, Random } from '@shotbench/few-shot';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ensemble, mixed } from './ensemble.ts';

const rows = (seed: number, count: number, columns: number) => {
  const random = new Random(seed);
  return normalizeRows(
    matrix(
      Float32Array.from({ length: count * columns }, () => random.normal()),
      columns,
    ),
  );
};

describe('ensemble', () => {
  it('never changes classes that were trained on, whatever the settings', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 24 }), (seed, C, D) => {
        const learned = rows(seed, C, D);
        const { alphas, imageAlpha } = ensemble(learned, learned, { beta: 4, epsilon: 0.05 });
        expect(alphas).toEqual(Array.from({ length: C }, () => 1));
        expect(imageAlpha).toBe(1);
        const [adapted, plain] = [rows(seed + 1, C, D), rows(seed + 2, C, D)];
        expect(mixed(adapted, plain, alphas).data).toEqual(adapted.data);
      }),
    );
  });

  it('gives farther classes less, and none of it below 0 or above 1', () => {
    // Unit rows in a plane: the learned class at 0°, others at growing angles.
    const at = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const learned = matrix(Float32Array.from(at(0)), 2);
    const angles = [0, 10, 30, 60, 90, 180];
    const { alphas, averageDistances } = ensemble(matrix(Float32Array.from(angles.flatMap(at)), 2), learned, {
      beta: 4,
      epsilon: 0.05,
    });
    angles.forEach((degrees, i) => {
      const distance = 1 - Math.cos((degrees * Math.PI) / 180);
      expect(averageDistances[i]).toBeCloseTo(distance, 6);
      expect(alphas[i]).toBeCloseTo(distance > 0.05 ? Math.exp(-4 * distance) : 1, 5);
    });
  });
});
