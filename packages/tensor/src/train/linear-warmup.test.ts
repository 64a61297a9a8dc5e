import { codeOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { linearWarmupCosine } from './schedule.ts';

describe('linearWarmupCosine', () => {
  it('rises linearly to the learning rate and falls by a half cosine to nothing', () => {
    const rates = linearWarmupCosine({ learningRate: 2, steps: 12, warmupSteps: 4 });
    expect([...rates.subarray(0, 5)]).toEqual([0.5, 1, 1.5, 2, 2]);
    // Half-way through the cosine, and at its last step, an eighth of the way before its end.
    expect(rates[8]).toBeCloseTo(1, 12);
    expect(rates[11]).toBeCloseTo(1 + Math.cos((7 / 8) * Math.PI), 12);
  });

  it('refuses a warm-up longer than the training', () => {
    expect(codeOf(() => linearWarmupCosine({ learningRate: 1, steps: 3, warmupSteps: 4 }))).toBe('SCHEDULE_COUNT');
  });
});
