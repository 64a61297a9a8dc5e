import { expect, it } from 'vitest';

import { firstBest, firstWithinOneError } from './choose.ts';

const rated = (...accuracies: number[]) => accuracies.map((validationAccuracy) => ({ validationAccuracy }));
const rank = (all: readonly object[], one: object | undefined) => all.indexOf(one!);

it('finds the first of the best', () => {
  const all = rated(40, 60, 50, 60);
  expect(rank(all, firstBest(all))).toBe(1);
  expect(firstBest([])).toBeUndefined();
});

it('finds the first within one standard error of the best, 5 points for half of 100 images', () => {
  const [outside, inside] = [rated(44.9, 50, 47), rated(45, 50, 47)];
  expect(rank(outside, firstWithinOneError(outside, 100))).toBe(1);
  expect(rank(inside, firstWithinOneError(inside, 100))).toBe(0);
  // Four times as many images halve the error.
  expect(rank(inside, firstWithinOneError(inside, 400))).toBe(1);
});

it('has no error to forgive where the best gets all images right', () => {
  const all = rated(99.9, 100);
  expect(rank(all, firstWithinOneError(all, 10))).toBe(1);
  expect(firstWithinOneError([], 10)).toBeUndefined();
});
