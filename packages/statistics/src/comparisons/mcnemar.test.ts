import { describe, expect, it } from 'vitest';

import { vectors } from '../../test/vectors.ts';
import { mcnemar } from '../index.ts';

describe('mcnemar', () => {
  it('gives the p-values of the published example', () => {
    // Fagerland, Lydersen & Laake (2013), airway hyper-responsiveness: 1 and 7; exact 0.070, mid-p 0.039.
    expect(mcnemar(1, 7)).toBe(18 / 256);
    expect(mcnemar(1, 7).toFixed(3)).toBe('0.070');
    expect(mcnemar(1, 7, { midP: true }).toFixed(3)).toBe('0.039');
  });

  it.each(vectors.mcnemar)('agrees with scipy for $b and $c', ({ b, c, p, midP }) => {
    expect(mcnemar(b, c) / p).toBeCloseTo(1, 10);
    expect(mcnemar(b, c, { midP: true }) / midP).toBeCloseTo(1, 10);
    expect(mcnemar(c, b)).toBe(mcnemar(b, c));
  });

  it('has nothing against equal counts', () => {
    expect(mcnemar(0, 0)).toBe(1);
    expect(mcnemar(250, 250)).toBe(1);
  });

  it('has mid-p-values whose mean is ½ without any difference, as theirs is by construction', () => {
    const n = 12;
    let expected = 0;
    let weight = 1 / 2 ** n;
    for (let b = 0; b <= n; b++) {
      expected += weight * mcnemar(b, n - b, { midP: true });
      weight *= (n - b) / (b + 1);
    }
    expect(expected).toBeCloseTo(0.5, 14);
  });

  it('refuses what is not a count', () => {
    for (const count of [-1, 0.5, Number.NaN]) {
      expect(() => mcnemar(3, count)).toThrow(`a count of images is ${count}; expected a whole number from 0`);
    }
  });
});
