import { describe, expect, it } from 'vitest';

import { duration, wholeDuration } from '../../page/parts/duration.ts';

describe('a duration', () => {
  it.each([
    [0, '0.00 s'],
    [0.417, '0.42 s'],
    [9.99, '9.99 s'],
    [9.999, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [200, '3 min 20 s'],
    [3600, '1 h'],
    [7500, '2 h 5 min'],
    [86_400, '1 d'],
    [277_000, '3 d 4 h'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('that goes on has no parts of seconds', () => {
    expect(wholeDuration(0)).toBe('0 s');
    expect(wholeDuration(4.2)).toBe('4 s');
  });
});
