import { compile, float64, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { contrastiveLoss } from './contrastive-loss.ts';

const [B, D] = [5, 3];
const images = Array.from({ length: B }, (_, b) => Array.from({ length: D }, (_, d) => Math.sin(1 + b * D + d)));
const texts = Array.from({ length: B }, (_, b) => Array.from({ length: D }, (_, d) => Math.cos(2 + b * D + 2 * d)));

/** The loss written out sum by sum. */
function slowLoss(x: readonly number[][], t: readonly number[][], logScale: number): number {
  const unit = (row: readonly number[]): number[] => row.map((value) => value / Math.hypot(...row));
  const cosine = (a: readonly number[], b: readonly number[]): number => {
    return unit(a).reduce((sum, value, d) => sum + value * unit(b)[d]!, 0);
  };
  const scale = Math.min(Math.exp(logScale), 100);
  const z = x.map((image) => t.map((text) => scale * cosine(image, text)));
  const crossEntropy = (row: readonly number[], own: number): number => {
    return Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)) - row[own]!;
  };
  const rows = z.map((row, i) => crossEntropy(row, i));
  const columns = z.map((_, j) =>
    crossEntropy(
      z.map((row) => row[j]!),
      j,
    ),
  );
  return [...rows, ...columns].reduce((sum, value) => sum + value, 0) / (2 * B);
}

const program = await compile(
  ({ x, t, s }) => {
    const loss = (...[a, b, c]: tf.Tensor[]): tf.Scalar => contrastiveLoss(a as tf.Tensor2D, b as tf.Tensor2D, c!);
    const { value, grads } = tf.valueAndGrads(loss)([x, t, s]);
    return { value, ofImages: grads[0]!, ofTexts: grads[1]!, ofScale: grads[2]! };
  },
  {
    x: { dtype: 'float32', shape: [B, D] },
    t: { dtype: 'float32', shape: [B, D] },
    s: { dtype: 'float32', shape: [] },
  },
  { precision: 'float64' },
);

function fast(x: readonly number[][], t: readonly number[][], logScale: number) {
  return program.run({ x: float64([B, D], x.flat()), t: float64([B, D], t.flat()), s: float64([], [logScale]) });
}

describe('contrastiveLoss', () => {
  it.each([0, Math.log(1 / 0.07), 7])('equals the sums written out, at a log scale of %d', async (logScale) => {
    const { value } = await fast(images, texts, logScale);
    expect(value.data[0]).toBeCloseTo(slowLoss(images, texts, logScale), 4);
  });

  it('has the gradient of finite differences', async () => {
    const logScale = 1.3;
    const { ofImages, ofTexts, ofScale } = await fast(images, texts, logScale);
    const step = 1e-5;
    const moved = (rows: readonly number[][], b: number, d: number, by: number): number[][] => {
      return rows.map((row, i) => row.map((value, j) => value + (i === b && j === d ? by : 0)));
    };
    for (let b = 0; b < B; b++) {
      for (let d = 0; d < D; d++) {
        const alongImage =
          slowLoss(moved(images, b, d, step), texts, logScale) - slowLoss(moved(images, b, d, -step), texts, logScale);
        const alongText =
          slowLoss(images, moved(texts, b, d, step), logScale) - slowLoss(images, moved(texts, b, d, -step), logScale);
        expect(ofImages.data[b * D + d]).toBeCloseTo(alongImage / (2 * step), 7);
        expect(ofTexts.data[b * D + d]).toBeCloseTo(alongText / (2 * step), 7);
      }
    }
    const alongScale = slowLoss(images, texts, logScale + step) - slowLoss(images, texts, logScale - step);
    expect(ofScale.data[0]).toBeCloseTo(alongScale / (2 * step), 7);
  });
});
