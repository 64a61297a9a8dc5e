import { expect, it } from 'vitest';

import { MersenneTwister } from './index.ts';

it('gives the 10000th number that the C++ standard states for std::mt19937', () => {
  const twister = new MersenneTwister(5489);
  for (let i = 1; i < 10_000; i++) twister.next();
  expect(twister.next()).toBe(4123659995);
});

it('gives the numbers that its authors publish for a key of four words (mt19937ar.out)', () => {
  const twister = MersenneTwister.byArray([0x123, 0x234, 0x345, 0x456]);
  const numbers = Array.from({ length: 5 }, () => twister.next());
  expect(numbers).toEqual([1067595299, 955945823, 477289528, 4107218783, 4228976476]);
});
