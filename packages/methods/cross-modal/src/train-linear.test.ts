import { matrix, normalizeRows, Random, toTensor } from '@shotbench/few-shot';
import { int32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { samplesOf, trainLinear } from './index.ts';

const [N, C, D] = [6, 3, 4];
const [SCALE, DECAY] = [3, 0.3];
const RATES = [1e-4, 0.02, 0.05, 0.04, 0.03, 0.01];
/** Two images and two texts each. */
const BATCHES = [
  [0, 1, 6, 7],
  [2, 3, 8, 6],
  [4, 5, 7, 8],
  [1, 0, 8, 7],
  [3, 5, 6, 7],
  [2, 4, 8, 6],
];

const random = new Random(9);
const unitNoise = (rows: number) => {
  const data = Float32Array.from({ length: rows * D }, () => random.normal());
  return normalizeRows(matrix(data, D));
};
const text = unitNoise(C);
const samples = samplesOf({ views: [unitNoise(N)], labels: Int32Array.of(0, 1, 2, 0, 1, 2) }, text);
const start = unitNoise(C);

/** Mean cross-entropy of 3 · f wᵀ, number by number. */
function slowLoss(w: readonly number[], batch: readonly number[]): number {
  const losses = batch.map((n) => {
    const logits = Array.from({ length: C }, (_, c) => {
      let product = 0;
      for (let d = 0; d < D; d++) product += samples.features.data[n * D + d]! * w[c * D + d]!;
      return SCALE * product;
    });
    const own = logits[samples.labels.data[n]!]!;
    return Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - own;
  });
  return losses.reduce((a, b) => a + b) / losses.length;
}

/** AdamW as torch.optim documents it, on central differences of the slow loss. */
function slowTraining() {
  const [beta1, beta2, epsilon, h] = [0.9, 0.999, 1e-8, 1e-5];
  let w = [...start.data];
  let m = w.map(() => 0);
  let v = w.map(() => 0);
  const losses = RATES.map((rate, step) => {
    const lossAt = (values: readonly number[]) => slowLoss(values, BATCHES[step]!);
    const loss = lossAt(w);
    const shifted = (i: number, by: number) => w.map((value, j) => (i === j ? value + by : value));
    const gradient = w.map((_, i) => (lossAt(shifted(i, h)) - lossAt(shifted(i, -h))) / (2 * h));
    m = m.map((value, i) => beta1 * value + (1 - beta1) * gradient[i]!);
    v = v.map((value, i) => beta2 * value + (1 - beta2) * gradient[i]! ** 2);
    const [unbias1, unbias2] = [1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1)];
    w = w.map((value, i) => {
      const decayed = value - rate * DECAY * value;
      return decayed - (rate * (m[i]! / unbias1)) / (Math.sqrt(v[i]! / unbias2) + epsilon);
    });
    return loss;
  });
  return { w, losses };
}

describe.each([
  ['onnx', 'float64', 6],
  ['cpu', 'float32', 4],
] as const)('trainLinear on %s in %s', (executor, precision, digits) => {
  it('takes the steps of a slow AdamW on numeric gradients', async () => {
    const { parameters, losses } = await trainLinear({
      samples,
      weights: toTensor(start),
      logitScale: SCALE,
      weightDecay: DECAY,
      indices: int32([BATCHES.length, 4], BATCHES.flat()),
      learningRates: RATES,
      context: { executor, precision },
    });
    const slow = slowTraining();
    expect(losses.length).toBe(RATES.length);
    slow.losses.forEach((loss, step) => expect(losses[step], `step ${step}`).toBeCloseTo(loss, digits));
    slow.w.forEach((value, i) => expect(parameters['weights']!.data[i], `w[${i}]`).toBeCloseTo(value, digits));
  });
});
