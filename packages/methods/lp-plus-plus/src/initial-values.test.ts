import { matrix } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { classSums, initialAlpha, linearBias } from './index.ts';

const labels = Int32Array.of(0, 2, 0);

describe('initial values', () => {
  it('sum the features of each class, zeros where there are none', () => {
    const { shape, data } = classSums({ features: matrix(Float32Array.of(1, 2, 3, 4, 5, 6), 2), labels }, 3);
    expect(shape).toEqual([3, 2]);
    expect([...data]).toEqual([6, 8, 0, 0, 3, 4]);
  });

  it('average the cosine of an image and its own text, first in each class, then over classes that have images', () => {
    const cosines = matrix(Float32Array.of(0.2, 9, 9, 9, 9, 0.6, 0.4, 9, 9), 3);
    expect(initialAlpha(cosines, labels, 250)).toBeCloseTo((250 * ((0.2 + 0.4) / 2 + 0.6)) / 2, 4);
  });

  it('draw the bias by seed, within one over the root of D', () => {
    const [one, two] = [linearBias(40, 16, 1), linearBias(40, 16, 2)];
    expect(one).toEqual(linearBias(40, 16, 1));
    expect(one).not.toEqual(two);
    const largest = Math.max(...[...one.data].map(Math.abs));
    expect(largest).toBeLessThanOrEqual(0.25);
    expect(largest).toBeGreaterThan(0.2);
  });
});
