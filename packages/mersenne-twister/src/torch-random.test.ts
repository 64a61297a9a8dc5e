import { describe, expect, it } from 'vitest';

import { TorchRandom } from './index.ts';

describe('TorchRandom', () => {
  it('draws what torch.manual_seed(0); torch.rand(3) prints', () => {
    const random = new TorchRandom(0);
    const drawn = [random.uniform(), random.uniform(), random.uniform()];
    expect(drawn.map((value) => value.toFixed(4))).toEqual(['0.4963', '0.7682', '0.0885']);
  });
});
