import { matrix, normalizeRows, Random, rowFunction, selectClasses, toTensor } from '@shotbench/few-shot';
import { compile, float32, type HostTensor, softmaxCrossEntropy, specsOf, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { type Side, taskResLogits } from './index.ts';

const [N, C, D] = [4, 3, 5];
const random = new Random(7);
const noise = (rows: number) =>
  matrix(
    Float32Array.from({ length: rows * D }, () => random.normal()),
    D,
  );
const features = normalizeRows(noise(N));
const text = noise(C);
const tensors = {
  text: toTensor(text),
  residual: toTensor(noise(C)),
  imageResidual: toTensor(noise(1)),
  alpha: float32([], [0.7]),
};

/** The formula, number by number. */
function slowLogits(side: Side, alpha: number, imageNorm: number): number[] {
  const { residual, imageResidual } = tensors;
  const norm = (x: number[]) => Math.hypot(...x);
  return Array.from({ length: N * C }, (_, at) => {
    const [n, c] = [Math.floor(at / C), at % C];
    const f = Array.from({ length: D }, (_, d) => {
      const shift = side === 'text' ? 0 : alpha * Number(imageResidual.data[d]);
      return imageNorm * features.data[n * D + d]! + shift;
    });
    const t = Array.from({ length: D }, (_, d) => {
      const shift = side === 'image' ? 0 : alpha * Number(residual.data[c * D + d]);
      return text.data[c * D + d]! + shift;
    });
    return (20 * f.reduce((sum, value, d) => sum + value * t[d]!, 0)) / norm(f) / norm(t);
  });
}

const classifierOf = (constants: Record<string, HostTensor>, side: Side, imageNorm = 1) => ({
  trainableParameters: 0,
  details: {},
  logits: rowFunction({
    columns: constants['text']!.shape[0]!,
    constants,
    compute: (f, t) => taskResLogits(f, t, { side, alpha: 0.5, logitScale: 20, imageNorm }),
    execution: {},
  }),
});

describe('taskResLogits', () => {
  it.each([
    ['text', 1],
    ['image', 1],
    ['image', 9],
    ['both', 9],
  ] as const)('is the formula with a residual on %s, image features of norm %i', async (side, imageNorm) => {
    const { alpha: _, ...withoutAlpha } = tensors;
    const fixed = await classifierOf(withoutAlpha, side, imageNorm).logits(features);
    slowLogits(side, 0.5, imageNorm).forEach((expected, i) => expect(fixed.data[i]).toBeCloseTo(expected, 4));
    const learned = await classifierOf(tensors, side, imageNorm).logits(features);
    slowLogits(side, 0.7, imageNorm).forEach((expected, i) => expect(learned.data[i]).toBeCloseTo(expected, 4));
  });

  it('restricted to some classes is the classifier of their text and residual rows', async () => {
    const classes = [2, 0];
    const pick = ({ data }: HostTensor) =>
      float32(
        [classes.length, D],
        classes.flatMap((c) => [...data.slice(c * D, (c + 1) * D)]),
      );
    const rows = { ...tensors, text: pick(tensors.text), residual: pick(tensors.residual) };
    const [ours, expected] = [
      await selectClasses(classifierOf(tensors, 'text'), classes).logits(features),
      await classifierOf(rows, 'text').logits(features),
    ];
    expected.data.forEach((logit, i) => expect(ours.data[i]).toBeCloseTo(logit, 5));
  });

  it('has the gradients of finite differences with respect to both residuals and α', async () => {
    const inputs = { ...tensors, features: toTensor(features) };
    const names = ['residual', 'imageResidual', 'alpha'] as const;
    const program = await compile<keyof typeof inputs, string>(
      (t) => {
        const loss = (...values: tf.Tensor[]) => {
          const learned = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
          const options = { side: 'both', alpha: 0, logitScale: 20 } as const;
          const logits = taskResLogits(t.features, { ...t, ...learned }, options);
          return softmaxCrossEntropy(logits, tf.tensor1d([0, 1, 2, 1], 'int32'));
        };
        const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => t[name]));
        return { value, ...Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
      },
      specsOf(inputs),
      { precision: 'float64' },
    );
    const gradients = await program.run(inputs);
    const h = 1e-5;
    for (const name of names) {
      const wide = (shift: number, at: number): HostTensor => {
        const data = Float64Array.from(inputs[name].data);
        data[at]! += shift;
        return { dtype: 'float64', shape: inputs[name].shape, data };
      };
      for (let i = 0; i < inputs[name].data.length; i++) {
        const up = await program.run({ ...inputs, [name]: wide(h, i) });
        const down = await program.run({ ...inputs, [name]: wide(-h, i) });
        const difference = (up['value']!.data[0]! - down['value']!.data[0]!) / (2 * h);
        expect(gradients[name]!.data[i], `${name}[${i}]`).toBeCloseTo(difference, 6);
      }
    }
  });
});
