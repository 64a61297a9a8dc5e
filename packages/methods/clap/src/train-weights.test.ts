import { matrix, normalizeRows, Random, stackViews } from '@shotbench/few-shot';
import { int32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { trainWeights, trainWithOuterSteps } from './index.ts';

const [N, C, D] = [6, 3, 4];
const [S, MOMENTUM, DECAY, STEPS_PER_EPOCH] = [5, 0.9, 0.03, 2];
const RATES = [1e-3, 1e-3, 0.05, 0.05, 0.04, 0.04, 0.02, 0.02];
const BATCHES = RATES.map((_, step) => (step % 2 === 0 ? [0, 1, 2] : [3, 4, 5]));

const random = new Random(5);
const noise = (rows: number) =>
  matrix(
    Float32Array.from({ length: rows * D }, () => random.normal()),
    D,
  );
const features = normalizeRows(noise(N));
const labels = Int32Array.of(0, 1, 2, 2, 0, 1);
const text = noise(C);
const lambdas = Float32Array.of(0.9, 0.2, 0.5);

/** CE + mean_c λ_c ‖w_c − t_c‖², number by number. */
function slowLoss(w: readonly number[], batch: readonly number[], lambda: readonly number[]): number {
  const row = (x: ArrayLike<number>, at: number) => Array.from({ length: D }, (_, d) => x[at * D + d]!);
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, d) => sum + value * b[d]!, 0);
  const classes = Array.from({ length: C }, (_, c) => c);
  const crossEntropies = batch.map((n) => {
    const logits = classes.map((c) => (S * dot(row(features.data, n), row(w, c))) / Math.hypot(...row(w, c)));
    return Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[labels[n]!]!;
  });
  return mean(crossEntropies) + mean(classes.map((c) => lambda[c]! * slowDistance(w, c)));
}

function slowDistance(w: readonly number[], c: number): number {
  return Array.from({ length: D }, (_, d) => (w[c * D + d]! - text.data[c * D + d]!) ** 2).reduce((a, b) => a + b);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** SGD with momentum on central differences of the slow loss, and an outer step after every epoch where wanted. */
function slowTraining(start: readonly number[], hasOuterSteps: boolean) {
  const h = 1e-5;
  let w = [...text.data];
  let velocity = w.map(() => 0);
  let lambda = [...start];
  let rho = start.map(() => 0);
  const losses = RATES.map((rate, step) => {
    const lossAt = (values: readonly number[]) => slowLoss(values, BATCHES[step]!, lambda);
    const loss = lossAt(w);
    const shifted = (i: number, by: number) => w.map((value, j) => (i === j ? value + by : value));
    const gradient = w.map((_, i) => (lossAt(shifted(i, h)) - lossAt(shifted(i, -h))) / (2 * h));
    velocity = velocity.map((v, i) => MOMENTUM * v + gradient[i]! + DECAY * w[i]!);
    w = w.map((value, i) => value - rate * velocity[i]!);
    if (hasOuterSteps && (step + 1) % STEPS_PER_EPOCH === 0) {
      const distances = lambda.map((_, c) => slowDistance(w, c));
      lambda = lambda.map((value, c) => value + rho[c]! * distances[c]!);
      rho = distances;
    }
    return loss;
  });
  return { w, losses, lambda };
}

const options = {
  images: stackViews({ views: [features], labels }),
  text,
  logitScale: S,
  momentum: MOMENTUM,
  weightDecay: DECAY,
  indices: int32([RATES.length, 3], BATCHES.flat()),
  learningRates: RATES,
};

function expectClose(actual: ArrayLike<number>, expected: readonly number[], digits: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual[i], `[${i}]`).toBeCloseTo(value, digits));
}

describe.each([
  ['onnx', 'float64', 7],
  ['cpu', 'float32', 4],
] as const)('on %s in %s', (executor, precision, digits) => {
  const context = { executor, precision };

  it('ZS-LP takes the steps of a slow version', async () => {
    const { parameters, losses } = await trainWeights({ ...options, context });
    const slow = slowTraining([0, 0, 0], false);
    expectClose(losses, slow.losses, digits);
    expectClose(parameters['weights']!.data, slow.w, digits);
  });

  it('CLAP takes the steps of a slow version', async () => {
    const { parameters, losses } = await trainWeights({ ...options, multipliers: lambdas, context });
    const slow = slowTraining([...lambdas], false);
    expectClose(losses, slow.losses, digits);
    expectClose(parameters['weights']!.data, slow.w, digits);
  });

  it('CLAP with outer steps takes the steps of a slow version and ends with its multipliers', async () => {
    const trained = await trainWithOuterSteps({
      ...options,
      multipliers: lambdas,
      stepsPerEpoch: STEPS_PER_EPOCH,
      context,
    });
    const slow = slowTraining([...lambdas], true);
    // λ and ρ are of single precision.
    expectClose(trained.losses, slow.losses, Math.min(digits, 6));
    expectClose(trained.parameters['weights']!.data, slow.w, Math.min(digits, 6));
    expectClose(trained.multipliers, slow.lambda, Math.min(digits, 6));
    expect(Math.max(...slow.lambda.map((value, c) => value / lambdas[c]!))).toBeGreaterThan(1.0001);
  });
});
