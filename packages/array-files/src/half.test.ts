import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { floatToHalf, halfToFloat } from './index.ts';

const ALL = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);

/** IEEE 754 by the letter: the binary digits of the pattern, summed one power of two at a time. */
function slowHalf(bits: number): number {
  const digits = bits.toString(2).padStart(16, '0');
  const exponent = parseInt(digits.slice(1, 6), 2);
  let fraction = exponent === 0 ? 0 : 1;
  [...digits.slice(6)].forEach((digit, i) => (fraction += Number(digit) / Math.pow(2, i + 1)));
  if (exponent === 31) fraction = fraction === 1 ? Infinity : NaN;
  return (digits[0] === '1' ? -1 : 1) * fraction * Math.pow(2, Math.max(exponent, 1) - 15);
}

/** The finite half nearest to a value by trying all of them; of two, the one with the even pattern. */
function slowRound(value: number): number {
  let best = 0;
  for (let bits = 0; bits < 0x7c00; bits++) {
    const distance = Math.abs(slowHalves[bits]! - Math.abs(value));
    const record = Math.abs(slowHalves[best]! - Math.abs(value));
    if (distance < record || (distance === record && bits % 2 === 0)) best = bits;
  }
  return best | (value < 0 || Object.is(value, -0) ? 0x8000 : 0);
}
const slowHalves = Array.from(ALL, slowHalf);

const hex = (value: number): string => floatToHalf([value])[0]!.toString(16).padStart(4, '0');

describe('halfToFloat', () => {
  it('gives the value of every one of the 65 536 patterns, signs of zero included', () => {
    const values = halfToFloat(ALL);
    const wrong = slowHalves.filter((expected, bits) => !Object.is(values[bits], expected));
    expect(wrong).toEqual([]);
  });
});

describe('floatToHalf', () => {
  it('brings every pattern back, NaN as one of them', () => {
    const back = floatToHalf(halfToFloat(ALL));
    const expected = ALL.map((bits) => ((bits & 0x7fff) > 0x7c00 ? 0x7e00 : bits));
    expect(back).toEqual(expected);
  });

  // The third column is what NumPy's float64.astype('float16') gives.
  it.each([
    ['a tie to the even pattern below', 1 + 2 ** -11, '3c00'],
    ['just above that tie, in double precision only', 1 + 2 ** -11 + 2 ** -40, '3c01'],
    ['a tie to the even pattern above', 1 + 3 * 2 ** -11, '3c02'],
    ['a carry into the exponent', 2 - 2 ** -12, '4000'],
    ['the largest half', 65504, '7bff'],
    ['just below overflow', 65519.99, '7bff'],
    ['the tie at overflow', 65520, '7c00'],
    ['negative overflow', -1e300, 'fc00'],
    ['infinity', -Infinity, 'fc00'],
    ['the smallest normal', 2 ** -14, '0400'],
    ['a subnormal that rounds up to it', 2 ** -14 - 2 ** -26, '0400'],
    ['the largest subnormal', 1023 * 2 ** -24, '03ff'],
    ['the smallest subnormal', 2 ** -24, '0001'],
    ['a subnormal tie to even', 5 * 2 ** -25, '0002'],
    ['the tie at underflow', 2 ** -25, '0000'],
    ['just above it', 2 ** -25 * 1.0001, '0001'],
    ['a double subnormal', -5e-324, '8000'],
    ['negative zero', -0, '8000'],
    ['NaN', NaN, '7e00'],
  ])('rounds %s', (_, value, expected) => {
    expect(hex(value)).toBe(expected);
  });

  it('finds the nearest half of any number', () => {
    const number = fc.oneof(
      fc.double({ min: -65519, max: 65519, noNaN: true }),
      fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
      // Half-way between neighbours.
      fc.integer({ min: 0, max: 0x7bfe }).map((bits) => (slowHalf(bits) + slowHalf(bits + 1)) / 2),
    );
    fc.assert(
      fc.property(number, (value) => floatToHalf([value])[0] === slowRound(value)),
      { numRuns: 150 },
    );
  });
});
