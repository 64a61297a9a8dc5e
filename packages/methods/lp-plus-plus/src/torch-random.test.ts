import { describe, expect, it } from 'vitest';

import { TorchRandom } from './index.ts';

describe('TorchRandom', () => {
  it('is the Mersenne Twister of the C++ standard, whose 10000th number is given there', () => {
    const random = new TorchRandom(5489);
    let last = 0;
    for (let i = 0; i < 10_000; i++) last = random.bits();
    expect(last).toBe(4123659995);
  });

  it('draws what torch.manual_seed(0); torch.rand(3) prints', () => {
    const random = new TorchRandom(0);
    const drawn = [random.uniform(), random.uniform(), random.uniform()];
    expect(drawn.map((value) => value.toFixed(4))).toEqual(['0.4963', '0.7682', '0.0885']);
  });
});
