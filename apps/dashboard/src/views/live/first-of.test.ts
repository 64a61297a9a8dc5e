import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { firstOf } from './first-of.ts';

describe('firstOf', () => {
  it('is what sorting all and taking the first gives', () => {
    const items = fc.array(fc.record({ a: fc.integer({ min: 0, max: 9 }), id: fc.nat() }), { maxLength: 200 });
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 20 }), (all, count) => {
        const order = (x: { a: number; id: number }, y: { a: number; id: number }) => x.a - y.a || x.id - y.id;
        expect(firstOf(all, count, order)).toEqual([...all].sort(order).slice(0, count));
      }),
      { seed: 8 },
    );
  });
});
