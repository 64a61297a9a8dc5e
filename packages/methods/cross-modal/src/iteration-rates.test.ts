import { describe, expect, it } from 'vitest';

import { iterationRates } from './index.ts';

const options = { learningRate: 1e-3, iterations: 12_800, warmupIterations: 50, warmupLearningRate: 1e-5 };

/** The two schedulers of the reference as objects that are stepped, the cosine in PyTorch's chained form. */
function steppedRates({ learningRate, iterations, warmupIterations, warmupLearningRate }: typeof options): number[] {
  let [warmupStep, cosineStep, rate] = [0, 0, warmupIterations > 0 ? warmupLearningRate : learningRate];
  return Array.from({ length: iterations }, () => {
    const used = rate;
    if (warmupStep < warmupIterations) {
      warmupStep += 1;
      rate = warmupStep === warmupIterations ? learningRate : (learningRate * warmupStep) / warmupIterations;
    } else {
      cosineStep += 1;
      const at = (step: number) => 1 + Math.cos((Math.PI * step) / iterations);
      rate *= at(cosineStep) / at(cosineStep - 1);
    }
    return used;
  });
}

describe('iterationRates', () => {
  it.each([
    ['the released sweep', options],
    ['a short training', { ...options, iterations: 60 }],
    ['a training within the warm-up', { ...options, iterations: 7 }],
    ['no warm-up', { ...options, iterations: 40, warmupIterations: 0 }],
  ])('are those of the stepped schedulers in %s', (_name, of) => {
    const stepped = steppedRates(of);
    const rates = iterationRates(of);
    expect(rates.length).toBe(stepped.length);
    stepped.forEach((rate, i) => expect(Math.abs(rates[i]! / rate - 1), `step ${i}`).toBeLessThan(1e-6));
  });

  it('start at the warm-up rate, rise by a fiftieth, peak and end just above zero', () => {
    const rates = iterationRates(options);
    expect([...rates.slice(0, 3)]).toEqual([1e-5, 2e-5, 4e-5]);
    expect(rates[49]).toBeCloseTo(9.8e-4, 12);
    expect(rates[50]).toBe(1e-3);
    expect(rates.at(-1)).toBeGreaterThan(0);
    expect(rates.at(-1)).toBeLessThan(1e-7);
  });
});
