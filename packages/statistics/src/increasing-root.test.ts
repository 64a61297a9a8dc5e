import { describe, expect, it } from 'vitest';

import { increasingRoot } from './increasing-root.ts';

describe('increasingRoot', () => {
  it('finds roots of curved functions to nearly all digits, in a few steps', () => {
    let calls = 0;
    const counted = (f: (x: number) => number) => (x: number) => {
      calls++;
      return f(x);
    };
    expect(
      increasingRoot(
        counted((x) => x ** 3 - 2),
        0,
        4,
      ) / Math.cbrt(2),
    ).toBeCloseTo(1, 13);
    expect(
      increasingRoot(
        counted((x) => Math.exp(x) - 10),
        0,
        8,
      ) / Math.LN10,
    ).toBeCloseTo(1, 13);
    expect(
      increasingRoot(
        counted((x) => Math.tanh(x - 3)),
        -5,
        20,
      ),
    ).toBeCloseTo(3, 12);
    expect(calls).toBeLessThan(80);
  });

  it('finds a root that is hit exactly', () => {
    expect(increasingRoot((x) => x - 1, 0, 2)).toBe(1);
  });
});
