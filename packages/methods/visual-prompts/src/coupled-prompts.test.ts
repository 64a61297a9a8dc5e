import { noisePrompts } from '@shotbench/image-tuning';
import { float32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { initialCoupledPrompts, textPromptsIn } from './coupled-prompts.ts';

const SIZES = { layers: 4, tokens: 2, textWidth: 9, imageWidth: 12, seed: 3 };

describe('initialCoupledPrompts', () => {
  const start = float32(
    [2, 9],
    Float32Array.from({ length: 18 }, (_, i) => i),
  );
  const initial = initialCoupledPrompts({ ...SIZES, start });

  it('begins with the words and goes on with noise', () => {
    const noise = noisePrompts({ layers: 4, tokens: 2, width: 9, seed: 3 });
    expect(textPromptsIn(initial)).toEqual([start, ...noise.slice(1)]);
    expect(textPromptsIn(initialCoupledPrompts(SIZES))).toEqual(noise);
  });

  it('draws maps as torch.nn.Linear does, those of deeper layers as copies of one', () => {
    for (const layer of [0, 1, 2, 3]) {
      const [weight, bias] = [initial[`weight${layer}`]!, initial[`bias${layer}`]!];
      expect([weight.shape, bias.shape]).toEqual([[12, 9], [12]]);
      const values = [...weight.data, ...bias.data];
      // Uniform in ±1/√9, which has the standard deviation 1/√27.
      expect(Math.max(...values.map(Math.abs))).toBeLessThan(1 / 3);
      expect(Math.hypot(...values) / Math.sqrt(values.length)).toBeCloseTo(1 / Math.sqrt(27), 1);
      if (layer > 0) expect([weight, bias]).toEqual([initial['weight1'], initial['bias1']]);
    }
    expect(initial['weight0']).not.toEqual(initial['weight1']);
  });
});
