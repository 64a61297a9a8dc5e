import { readFileSync } from 'node:fs';

import { codeOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { constantRate, cosinePerStep, linearWarmupCosine, warmupCosine } from './schedule.ts';

const goldens = JSON.parse(readFileSync(new URL('../../test/goldens/schedules.json', import.meta.url), 'utf8')) as {
  perEpoch: {
    name: string;
    learningRate: number;
    epochs: number;
    warmupEpochs: number;
    warmupLearningRate: number;
    rates: number[];
  }[];
  perStep: { learningRate: number; steps: number; rates: number[] };
};

function expectRates(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((rate, i) => expect(Math.abs(actual[i]! - rate)).toBeLessThan(1e-15));
}

describe('warmupCosine', () => {
  it.each(goldens.perEpoch)("gives Dassl's learning rates: $name", ({ rates, ...options }) => {
    expectRates(warmupCosine({ ...options, stepsPerEpoch: 1 }), rates);
  });

  it('holds the rate within an epoch', () => {
    const [golden] = goldens.perEpoch;
    const { rates, ...options } = golden!;
    expectRates(
      warmupCosine({ ...options, stepsPerEpoch: 3 }),
      rates.flatMap((rate) => [rate, rate, rate]),
    );
  });

  it('refuses a count that is not a positive whole number', () => {
    expect(() => warmupCosine({ learningRate: 1, epochs: 0, stepsPerEpoch: 1 })).toThrow(
      'epochs is 0; expected a whole number of at least 1',
    );
  });
});

describe('cosinePerStep', () => {
  it("gives Tip-Adapter-F's learning rates", () => {
    const { learningRate, steps, rates } = goldens.perStep;
    expectRates(cosinePerStep(learningRate, steps), rates);
  });
});

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

describe('constantRate', () => {
  it('repeats the rate', () => {
    expect([...constantRate(0.5, 3)]).toEqual([0.5, 0.5, 0.5]);
  });
});
