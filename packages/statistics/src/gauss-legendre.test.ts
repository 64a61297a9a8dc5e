import { describe, expect, it } from 'vitest';

import { gaussLegendre } from './gauss-legendre.ts';

describe('gaussLegendre', () => {
  it('is exact for polynomials of degree 19, and no further', () => {
    expect(gaussLegendre((x) => 20 * x ** 19 - 3 * x ** 2, 0, 1, 1)).toBeCloseTo(0, 14);
    expect(gaussLegendre((x) => 41 * x ** 40, 0, 1, 1)).not.toBeCloseTo(1, 9);
  });

  it('integrates smooth functions over several parts', () => {
    expect(gaussLegendre(Math.exp, -1, 3, 4)).toBeCloseTo(Math.exp(3) - Math.exp(-1), 13);
    expect(gaussLegendre(Math.sin, 0, 20 * Math.PI, 40)).toBeCloseTo(0, 13);
  });
});
