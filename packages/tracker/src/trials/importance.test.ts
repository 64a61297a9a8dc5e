import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { importance, type Observation } from './importance.ts';

/** A full factorial design whose effects add up. */
function factorial(a: readonly number[], b: readonly number[], by: 'a' | 'b'): Observation[] {
  return a.flatMap((effect, i) =>
    b.map((other, j) => ({ block: 'run', value: by === 'a' ? `${i}` : `${j}`, outcome: effect + other })),
  );
}

const squares = (values: readonly number[]) => {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
};

describe('importance', () => {
  it('has the closed form of a full factorial design', () => {
    const [a, b] = [
      [0, 3, 9],
      [1, 2, 4, 8],
    ];
    // SS of each factor: its own, as often as the other has levels; nothing else varies.
    const [ssA, ssB] = [squares(a) * b.length, squares(b) * a.length];
    const n = a.length * b.length;
    const adjusted = (within: number, k: number) => 1 - within / (n - k) / ((ssA + ssB) / (n - 1));
    expect(importance(factorial(a, b, 'a'))).toBeCloseTo(adjusted(ssB, a.length), 12);
    expect(importance(factorial(a, b, 'b'))).toBeCloseTo(Math.max(0, adjusted(ssA, b.length)), 12);
  });

  it('is 1 where a value decides, and 0 where it says no more than chance', () => {
    expect(importance(factorial([0, 3, 9], [0, 0, 0], 'a'))).toBe(1);
    expect(importance(factorial([0, 3, 9], [0, 0, 0], 'b'))).toBe(0);
  });

  it('does not take the difficulty of a run for the effect of a setting', () => {
    const easy = factorial([0, 3, 9], [0, 1], 'a');
    const hard = easy.map((one) => ({ ...one, block: 'another', outcome: one.outcome - 50 }));
    const only = hard.filter(({ value }) => value !== '0');
    // Each run says the same, so both together do, but for the degrees of freedom.
    const within = 2 * 3 * squares([0, 1]);
    const total = 2 * squares(easy.map(({ outcome }) => outcome));
    expect(importance([...easy, ...hard])).toBeCloseTo(1 - within / (12 - 2 - 2) / (total / (12 - 2)), 12);
    expect(importance([...easy, ...only])).toBeGreaterThan(0.8);
  });

  it('bins numbers of which there are many, so that draws explain themselves no more than others do', () => {
    const draws = Array.from({ length: 40 }, (_, i) => (i * 17) % 40);
    const noise = Array.from({ length: 40 }, (_, i) => ((i * i * 31) % 97) / 97);
    const of = (outcome: (draw: number, i: number) => number) =>
      importance(draws.map((value, i) => ({ block: 'run', value, outcome: outcome(value, i) })))!;
    expect(of((draw) => draw)).toBeGreaterThan(0.9);
    expect(of((_, i) => noise[i]!)).toBeLessThan(0.3);
    // Five bins of eight: the mean of each bin is all that the grouping knows.
    const within = 5 * squares([0, 1, 2, 3, 4, 5, 6, 7]);
    const total = squares(draws);
    expect(of((draw) => draw)).toBeCloseTo(1 - within / 35 / (total / 39), 12);
  });

  it('is within 0 and 1, or undefined where nothing can be told', () => {
    expect(importance([])).toBeUndefined();
    expect(importance([{ block: 'run', value: 1, outcome: 5 }])).toBeUndefined();
    expect(importance(factorial([1, 1], [1, 1], 'a'))).toBeUndefined();
    const observation = fc.record({
      block: fc.constantFrom('a', 'b'),
      value: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom('x', 'y')),
      outcome: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(observation), (observations) => {
        const value = importance(observations);
        if (value !== undefined) expect(value >= 0 && value <= 1).toBe(true);
      }),
    );
  });
});
