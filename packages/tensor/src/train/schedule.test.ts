import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { constantRate, cosinePerStep, warmupCosine } from './schedule.ts';

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

describe('constantRate', () => {
  it('repeats the rate', () => {
    expect([...constantRate(0.5, 3)]).toEqual([0.5, 0.5, 0.5]);
  });
});
