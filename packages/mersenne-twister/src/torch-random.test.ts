import { describe, expect, it } from 'vitest';

import { TorchRandom } from './index.ts';

describe('TorchRandom', () => {
  it('draws what torch.manual_seed(0); torch.rand(3) prints', () => {
    const random = new TorchRandom(0);
    const drawn = [random.uniform(), random.uniform(), random.uniform()];
    expect(drawn.map((value) => value.toFixed(4))).toEqual(['0.4963', '0.7682', '0.0885']);
  });

  it('shuffles as torch.manual_seed(seed); torch.randperm(10) prints', () => {
    expect([...new TorchRandom(0).permutation(10)]).toEqual([4, 1, 7, 5, 3, 9, 0, 8, 6, 2]);
    expect([...new TorchRandom(42).permutation(10)]).toEqual([2, 6, 1, 8, 4, 5, 0, 9, 3, 7]);
  });

  it('draws whole numbers as torch.manual_seed(0); torch.randint(10, (5,)) prints', () => {
    const random = new TorchRandom(0);
    expect(Array.from({ length: 5 }, () => random.below(10))).toEqual([4, 9, 3, 0, 3]);
  });

  it('starts layers as torch.manual_seed(0); torch.nn.Linear(3, 2) prints weight and bias', () => {
    const random = new TorchRandom(0);
    const rounded = (values: Float32Array) => Array.from(values, (value) => value.toFixed(4));
    expect(rounded(random.linear(6, 3))).toEqual(['-0.0043', '0.3097', '-0.4752', '-0.4249', '-0.2224', '0.1548']);
    expect(rounded(random.linear(2, 3))).toEqual(['-0.0114', '0.4578']);
  });
});
