import { describe, expect, it } from 'vitest';

import { methodStyles } from './method-styles.ts';

const names = Array.from({ length: 56 }, (_, i) => `method-${String(i).padStart(2, '0')}`);

describe('methodStyles', () => {
  it('gives a method the same style whatever order the methods come in', () => {
    const [one, other] = [methodStyles(names), methodStyles([...names, ...names].reverse())];
    expect(names.map((name) => other(name))).toEqual(names.map((name) => one(name)));
  });

  it('tells 56 methods apart, and the protocols of one', () => {
    const styles = methodStyles(names);
    const looks = names.map((name) => styles(name)).map(({ colour, symbol }) => [colour, symbol] as const);
    for (const [i, [colour, symbol]] of looks.entries()) {
      expect(looks.findIndex((other) => other[0] === colour && other[1] === symbol)).toBe(i);
    }
    const [first, second] = [styles('method-00'), styles('method-00', 1)];
    expect(second.colour).toBe(first.colour);
    expect(second.dash).not.toBe(first.dash);
  });
});
