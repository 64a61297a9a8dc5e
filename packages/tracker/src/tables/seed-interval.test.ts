import { tInterval } from '@shotbench/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { seedInterval } from './seed-interval.ts';

describe('seedInterval', () => {
  it('is tInterval, to the last bit', () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, (list) => {
        expect(seedInterval(list)).toEqual(tInterval(list));
      }),
    );
  });
});
