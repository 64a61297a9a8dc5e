import { expect, it } from 'vitest';

import { roundHalfEven } from './round-half-even.ts';

// The margins of the goldens among them; the results are Python's.
it.each([
  [6.5, 6],
  [98.5, 98],
  [0.5, 0],
  [97.5, 98],
  [1.5, 2],
  [2.5, 2],
  [3.4999, 3],
  [3.5001, 4],
  [-0.5, 0],
  [-1.5, -2],
  [-2.3, -2],
  [7, 7],
])('rounds %f to %i', (x, rounded) => {
  // Python's zero has no sign either.
  expect(roundHalfEven(x) + 0).toBe(rounded);
});
