import { describe, expect, it } from 'vitest';

import { linearProbeConfig } from './config.ts';
import { searchStrength } from './strength-search.ts';

const { grid, searchSteps } = linearProbeConfig.parse({});

/** Searches with a given curve of validation accuracy over log10 C. */
async function search(curve: (log10: number) => number): Promise<{ chosen: number; tried: number[] }> {
  const { chosen, trials } = await searchStrength(
    (inverseStrength) =>
      Promise.resolve({ inverseStrength, validationAccuracy: curve(Math.log10(inverseStrength)), fit: undefined }),
    { grid, searchSteps },
  );
  return { chosen: Math.log10(chosen.inverseStrength), tried: trials.map((t) => Math.log10(t.inverseStrength)) };
}

describe('searchStrength', () => {
  it('closes in on a single peak', async () => {
    // The ends are 2 apart after the grid and halve their distance seven times.
    const { chosen } = await search((log10) => -Math.abs(log10 - 2.7));
    expect(Math.abs(chosen - 2.7)).toBeLessThan(2 / 2 ** 7);
  });

  it('takes the first best of the grid and moves the right end in a tie', async () => {
    const { chosen, tried } = await search(() => 50);
    expect(tried[0]).toBeCloseTo(6);
    expect(chosen).toBeCloseTo(5);
  });

  it('does not fit a C twice: the first middle is the peak itself', async () => {
    const { tried } = await search((log10) => -Math.abs(log10 - 2.7));
    expect(tried).toHaveLength(grid.length + 2 + searchSteps - 2);
    expect(new Set(tried.map((t) => t.toFixed(6))).size).toBe(tried.length);
  });
});
