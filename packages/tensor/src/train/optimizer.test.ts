import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { adam, adamW, constantRate, float32, type Optimizer, sgd, tf, trainLoop } from '../index.ts';

interface Settings {
  class: 'SGD' | 'Adam' | 'AdamW';
  lr: number;
  momentum?: number;
  betas?: [number, number];
  eps?: number;
  weight_decay: number;
}

const golden = JSON.parse(readFileSync(new URL('../../test/goldens/optimizers.json', import.meta.url), 'utf8')) as {
  initial: number[];
  gradients: number[][];
  runs: { name: string; settings: Settings; after: number[][] }[];
};

function optimizerOf({ class: name, momentum, betas, eps, weight_decay }: Settings): Optimizer {
  if (name === 'SGD') return sgd({ momentum: momentum!, weightDecay: weight_decay });
  const options = { beta1: betas![0], beta2: betas![1], epsilon: eps!, weightDecay: weight_decay };
  return name === 'Adam' ? adam(options) : adamW(options);
}

describe.each(['onnx', 'cpu'] as const)('optimisers on %s', (executor) => {
  it.each(golden.runs)("follow PyTorch's: $name", async ({ settings, after }) => {
    const { initial, gradients } = golden;
    const width = initial.length;
    for (let steps = 1; steps <= gradients.length; steps++) {
      // The gradient of Σ p·g with respect to p is g itself.
      const { parameters } = await trainLoop({
        executor,
        threads: 1,
        loss: ({ parameters: { p }, batch: { g } }) => tf.sum(tf.mul(p!, g!)),
        parameters: { p: float32([width], initial) },
        constants: {},
        batches: { g: float32([steps, width], gradients.slice(0, steps).flat()) },
        optimizer: optimizerOf(settings),
        learningRates: constantRate(settings.lr, steps),
      });
      parameters['p']!.data.forEach((value, i) => {
        expect(Math.abs(value - after[steps - 1]![i]!)).toBeLessThan(2e-6 * (1 + Math.abs(value)));
      });
    }
  });
});
