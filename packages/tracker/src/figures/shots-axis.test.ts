import { describe, expect, it } from 'vitest';

import { shotsAxis } from './shots-axis.ts';

describe('shotsAxis', () => {
  it('is logarithmic to base 2, with 0 set apart at the left', () => {
    const { position, ticks, breakAt } = shotsAxis([16, 1, 0, 4, 4], 0, 100);
    expect(ticks).toEqual([0, 1, 4, 16]);
    expect(ticks.map(position)).toEqual([0, 18, expect.closeTo(59, 10), expect.closeTo(100, 10)]);
    expect(breakAt).toBe(9);
  });

  it('takes the whole width without 0, and has one shot count in the middle', () => {
    expect([1, 2, 4].map(shotsAxis([1, 2, 4], 10, 20).position)).toEqual([
      10,
      expect.closeTo(15, 10),
      expect.closeTo(20, 10),
    ]);
    expect(shotsAxis([4], 10, 20).position(4)).toBeCloseTo(15, 10);
    expect(shotsAxis([0], 10, 20)).toMatchObject({ breakAt: undefined, ticks: [0] });
    expect(shotsAxis([0], 10, 20).position(0)).toBe(15);
  });
});
