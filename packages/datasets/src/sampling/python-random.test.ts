import { describe, expect, it } from 'vitest';

import { pythonRandomGolden } from '../../test/python-random-golden.ts';
import { PythonRandom } from './python-random.ts';

const golden = pythonRandomGolden();

describe("CPython's random", () => {
  it.each(golden.seed)('seed $seed', ({ seed, random: uniform, getrandbits32, randbelow }) => {
    const random = new PythonRandom(seed);
    expect(uniform.map(() => random.random())).toEqual(uniform);
    expect(getrandbits32.map(() => random.getrandbits(32))).toEqual(getrandbits32);
    expect(randbelow.map(({ n }) => random.below(n))).toEqual(randbelow.map(({ value }) => value));
  });

  it('sample, on both of its branches', () => {
    for (const { seed, n, k, value } of golden.sample) {
      expect(new PythonRandom(seed).sample(n, k), `seed ${seed}, ${k} of ${n}`).toEqual(value);
    }
  });

  it('choices', () => {
    for (const { seed, n, k, value } of golden.choices) expect(new PythonRandom(seed).choices(n, k)).toEqual(value);
  });

  it('refuses what CPython refuses, instead of never ending', () => {
    expect(() => new PythonRandom(1).sample(3, 4)).toThrow('4 different numbers below 3');
    expect(() => new PythonRandom(1).below(0)).toThrow('a number below 0');
    expect(new PythonRandom(1).sample(0, 0)).toEqual([]);
  });

  it('all of them from one stream', () => {
    const random = new PythonRandom(1);
    const calls: Readonly<Record<string, (n: number, k: number) => unknown>> = {
      sample: (n, k) => random.sample(n, k),
      choices: (n, k) => random.choices(n, k),
      random: () => random.random(),
      randbelow: (n) => random.below(n),
      shuffle: (n) => {
        const items = Array.from({ length: n }, (_, i) => i);
        random.shuffle(items);
        return items;
      },
    };
    for (const { op, n, k, value } of golden.interleaved) expect(calls[op]!(n, k), op).toEqual(value);
  });

  it('shuffle', () => {
    for (const { seed, n, value } of golden.shuffle) {
      const items = Array.from({ length: n }, (_, i) => i);
      new PythonRandom(seed).shuffle(items);
      expect(items).toEqual(value);
    }
  });
});
