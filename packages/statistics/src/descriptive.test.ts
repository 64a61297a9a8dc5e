import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mean, sampleStd } from './index.ts';

const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 20 });

describe('mean and sampleStd', () => {
  it('divides the squares by n − 1', () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
    expect(sampleStd([2, 4, 4, 4, 5, 5, 7, 9])).toBe(Math.sqrt(32 / 7));
    expect(sampleStd([1, 2, 3])).toBe(1);
  });

  it('has no spread for one value', () => {
    expect(mean([67.4])).toBe(67.4);
    expect(sampleStd([67.4])).toBeUndefined();
  });

  it('keeps the digits of values that lie close together', () => {
    expect(sampleStd([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  });

  it('moves with a shift and grows with a scale', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const moved = values.map((value) => 3 * value + 7);
        expect(mean(moved)).toBeCloseTo(3 * mean(values) + 7, 8);
        expect(sampleStd(moved)).toBeCloseTo(3 * (sampleStd(values) ?? Number.NaN), 8);
      }),
    );
  });

  it.each([mean, sampleStd])('refuses empty lists and values that are not finite (%o)', (statistic) => {
    expect(() => statistic([])).toThrow(new RangeError('the list of values is empty; expected one number or more'));
    expect(() => statistic([1, Number.NaN])).toThrow(new RangeError('value 1 is NaN; expected a finite number'));
    expect(() => statistic([Infinity])).toThrow('value 0 is Infinity; expected a finite number');
  });
});
