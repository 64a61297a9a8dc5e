import { describe, expect, it } from 'vitest';

import { countDiscordant } from '../index.ts';

describe('countDiscordant', () => {
  it('counts images that one has right and the other wrong', () => {
    // Both right, only first, only second twice, both wrong alike, both wrong each its way.
    const labels = new Uint16Array([0, 1, 2, 3, 4, 5]);
    const first = new Int32Array([0, 1, 0, 0, 9, 8]);
    const second = new Int32Array([0, 2, 2, 3, 9, 7]);
    expect(countDiscordant(first, second, labels)).toEqual({ onlyFirstRight: 1, onlySecondRight: 2 });
  });

  it('finds nothing between a classifier and itself', () => {
    expect(countDiscordant([1, 2], [1, 2], [1, 1])).toEqual({ onlyFirstRight: 0, onlySecondRight: 0 });
  });

  it('refuses lists of different lengths', () => {
    expect(() => countDiscordant([1, 2], [1], [1, 2])).toThrow(
      new RangeError(
        'the lists differ in length (first: 2, second: 1, labels: 2); expected one entry per image in each',
      ),
    );
  });
});
