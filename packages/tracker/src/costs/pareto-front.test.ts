import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Offer, paretoFront } from './pareto-front.ts';

/** Every offer against every other. */
function bruteForce(offers: readonly Offer[]): boolean[] {
  const beats = (a: Offer, b: Offer) =>
    a.cost !== null && a.cost <= b.cost! && a.accuracy >= b.accuracy && (a.cost < b.cost! || a.accuracy > b.accuracy);
  return offers.map((one) => one.cost !== null && !offers.some((other) => beats(other, one)));
}

describe('paretoFront', () => {
  it('holds what nothing beats, equal ones together', () => {
    const offers = [
      { cost: 0, accuracy: 40 },
      { cost: 1, accuracy: 60 },
      { cost: 1, accuracy: 60 },
      { cost: 1, accuracy: 59 },
      { cost: 2, accuracy: 60 },
      { cost: 3, accuracy: 61 },
      { cost: null, accuracy: 99 },
    ];
    expect(paretoFront(offers)).toEqual([true, true, true, false, false, true, false]);
    expect(paretoFront([])).toEqual([]);
  });

  it('is that of comparing all with all', () => {
    const offer = fc.record({
      cost: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null, freq: 6 }),
      accuracy: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(offer, { maxLength: 30 }), (offers) => {
        expect(paretoFront(offers)).toEqual(bruteForce(offers));
      }),
      { numRuns: 500 },
    );
  });
});
