import { matrix } from '@shotbench/few-shot';
import { float32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { bestEpoch } from './best-epoch.ts';

describe('bestEpoch', () => {
  it('keeps the last one of equals', async () => {
    const images = { features: matrix(Float32Array.of(1, 1), 1), labels: Int32Array.of(0, 1) };
    const rights = [1, 2, 2, 1];
    let at = 0;
    const watch = bestEpoch(() => {
      const all = rights[at++] === 2;
      return Promise.resolve(matrix(Float32Array.of(1, 0, all ? 0 : 1, all ? 1 : 0), 2));
    }, images);
    for (let epoch = 1; epoch <= rights.length; epoch++) {
      const value = float32([1], [epoch]);
      await watch.look({ weights: value, bias: value, alpha: value }, epoch);
    }
    const { epoch, validationAccuracy, parameters } = watch.best();
    expect({ epoch, validationAccuracy, bias: parameters.bias.data[0] }).toEqual({
      epoch: 3,
      validationAccuracy: 100,
      bias: 3,
    });
  });
});
