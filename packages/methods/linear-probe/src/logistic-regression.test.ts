import { matrix } from '@shotbench/few-shot';
import { syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { logisticRegression } from './logistic-regression.ts';

const options = { maxIterations: 1000, gradientTolerance: 1e-9, valueTolerance: 0 };

describe('logisticRegression', () => {
  it('makes the gradient vanish: λW = Σ (onehot − p) xᵀ and Σ (onehot − p) = 0', async () => {
    const { task } = syntheticTask({ classes: 3, featureDim: 6, shots: 5 });
    const features = task.train.centre;
    const labels = task.train.labels;
    const lambda = 0.5;
    const fit = await (await logisticRegression({ features, labels, classes: 3 }, {}, options))(1 / lambda);
    const { weights, bias } = fit;

    for (let c = 0; c < 3; c++) {
      const pull = new Float64Array(6);
      let biasPull = 0;
      for (let i = 0; i < labels.length; i++) {
        const x = features.data.subarray(i * 6, (i + 1) * 6);
        const z = [0, 1, 2].map((k) => bias[k]! + x.reduce((sum, v, d) => sum + v * weights.data[k * 6 + d]!, 0));
        const total = z.reduce((sum, v) => sum + Math.exp(v), 0);
        const error = (labels[i] === c ? 1 : 0) - Math.exp(z[c]!) / total;
        biasPull += error;
        x.forEach((v, d) => (pull[d]! += error * v));
      }
      expect(biasPull).toBeCloseTo(0, 5);
      pull.forEach((p, d) => expect(p).toBeCloseTo(lambda * weights.data[c * 6 + d]!, 5));
    }
  });

  /** One dimension, two classes: scikit-learn's single weight w solves w/C = Σ (y − σ(w x + b)) x. */
  it('regularises two classes as scikit-learn does', async () => {
    const x = [-2, -1, 0.5, 1, 3, -0.5];
    const labels = Int32Array.of(0, 0, 1, 1, 1, 1);
    const features = matrix(Float32Array.from(x), 1);
    const inverseStrength = 0.7;
    const { weights, bias } = await (
      await logisticRegression({ features, labels, classes: 2 }, {}, options)
    )(inverseStrength);
    const [w, b] = [weights.data[1]! - weights.data[0]!, bias[1]! - bias[0]!];
    const pull = x.reduce((sum, v, i) => sum + (labels[i]! - 1 / (1 + Math.exp(-(w * v + b)))) * v, 0);
    expect(pull).toBeCloseTo(w / inverseStrength, 4);
  });
});
