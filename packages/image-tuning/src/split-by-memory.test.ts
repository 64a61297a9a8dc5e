import { describe, expect, it } from 'vitest';

import { activationBytes, splitByMemory } from './split-by-memory.ts';

const vit = (imageSize: number, patchSize: number, width: number, layers: number, heads: number) =>
  ({ kind: 'vit', imageSize, patchSize, width, layers, heads, mlpWidth: 4 * width }) as const;
const VIT_B16 = vit(224, 16, 768, 12, 12);

describe('splitByMemory', () => {
  it.each([
    ['picto', vit(48, 8, 192, 4, 6), 1024],
    ['ViT-B/32', vit(224, 32, 768, 12, 12), 64],
    ['ViT-B/16', VIT_B16, 8],
    ['ViT-L/14', vit(224, 14, 1024, 24, 16), 4],
    ['ViT-L/14 at 336 pixels', vit(336, 14, 1024, 24, 16), 1],
    ['an encoder of which no image fits', vit(448, 14, 1664, 48, 16), 1],
  ])('gives %s parts of images whose activations fit', (_, vision, rows) => {
    expect(splitByMemory({ vision })).toEqual({ rows, of: ['pixels', 'labels'] });
  });

  it('estimates what was measured: 0.127 GiB an image of ViT-B/16', () => {
    expect(activationBytes(VIT_B16) / 2 ** 30 / 0.127).toBeCloseTo(1, 1);
  });

  it('cuts what a batch reads instead of pixels', () => {
    expect(splitByMemory({ vision: VIT_B16 }, 'tokens')!.of).toEqual(['tokens', 'labels']);
  });

  it('leaves batches of a ResNet whole', () => {
    const vision = {
      kind: 'resnet',
      layers: [3, 4, 6, 3],
      width: 64,
      imageSize: 224,
      heads: 32,
      outputDim: 1024,
    } as const;
    expect(splitByMemory({ vision })).toBeUndefined();
  });
});
