import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { holm } from '../index.ts';

/**
 * The closed testing procedure whose shortcut Holm's is (Marcus, Peritz & Gabriel 1976): the largest Bonferroni p-value
 * of all sets of hypotheses that hold the one asked for.
 */
function byClosedTesting(pValues: readonly number[]): number[] {
  return pValues.map((_, i) => {
    let largest = 0;
    for (let mask = 0; mask < 2 ** pValues.length; mask++) {
      if (((mask >> i) & 1) === 0) continue;
      const members = pValues.filter((_, j) => ((mask >> j) & 1) === 1);
      largest = Math.max(largest, Math.min(1, members.length * Math.min(...members)));
    }
    return largest;
  });
}

describe('holm', () => {
  it('rejects what the published example rejects', () => {
    // Demšar (2006, JMLR 7), section 3.2.2: three variants against C4.5; at 0.05 the first two fall, 0.607 stays.
    const adjusted = holm([0.016, 0.019, 0.607]);
    [0.048, 0.048, 0.607].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 15));
  });

  it("gives the values that R's p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), 'holm') prints", () => {
    const adjusted = holm([0.01, 0.02, 0.03, 0.04, 0.05]);
    [0.05, 0.08, 0.09, 0.09, 0.09].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 15));
  });

  it('keeps the order of the input', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 15));
  });

  it('is the closed testing procedure', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 7 });
    fc.assert(
      fc.property(values, (pValues) => {
        expect(holm(pValues)).toEqual(byClosedTesting(pValues));
      }),
    );
  });

  it('refuses what is not a p-value', () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => holm([0.5, p])).toThrow(new RangeError(`p-value 1 is ${p}; expected a number from 0 to 1`));
    }
  });
});
