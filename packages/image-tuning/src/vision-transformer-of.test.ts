import { syntheticTextModel } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { visionTransformerOf } from './vision-transformer-of.ts';

describe('visionTransformerOf', () => {
  const model = syntheticTextModel({ hasImages: true });

  it('gives the shape of a vision transformer', () => {
    expect(visionTransformerOf(model, 'mine')).toMatchObject({ kind: 'vit', width: 16, layers: 2 });
  });

  it('refuses a ResNet by name', () => {
    const vision = { kind: 'resnet', imageSize: 64, layers: [1, 1, 1, 1], width: 16, heads: 8, outputDim: 16 } as const;
    const resnet = { backbone: 'RN50', config: { ...model.config, vision } };
    expect(() => visionTransformerOf(resnet, 'mine')).toThrow(
      'mine puts tokens beside those of an image, but the image encoder of RN50 is a ResNet; expected a vision transformer',
    );
  });
});
