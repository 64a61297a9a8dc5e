import { describe, expect, it } from 'vitest';

import type { ClipConfig, VisionConfig } from '../config/clip-config.ts';
import { canonicalShapes } from './canonical-shapes.ts';
import { countParameters } from './count-parameters.ts';

/** One of OpenAI's models: the text tower has 12 layers and heads 64 wide. */
function openAi(embedDim: number, textWidth: number, vision: VisionConfig): ClipConfig {
  return {
    embedDim,
    vision,
    text: {
      contextLength: 77,
      vocabSize: 49408,
      width: textWidth,
      heads: textWidth / 64,
      layers: 12,
      mlpWidth: 4 * textWidth,
    },
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
}

function vit(imageSize: number, patchSize: number, width: number, layers: number): VisionConfig {
  return { kind: 'vit', imageSize, patchSize, width, layers, heads: width / 64, mlpWidth: 4 * width };
}

function resnet(
  imageSize: number,
  width: number,
  layers: [number, number, number, number],
  outputDim: number,
): VisionConfig {
  return { kind: 'resnet', imageSize, width, layers, heads: width / 2, outputDim };
}

describe('canonicalShapes', () => {
  // The totals that summing over model.parameters() of OpenAI's released models gives.
  it.each([
    ['ViT-B/32', openAi(512, 512, vit(224, 32, 768, 12)), 151_277_313],
    ['ViT-B/16', openAi(512, 512, vit(224, 16, 768, 12)), 149_620_737],
    ['ViT-L/14', openAi(768, 768, vit(224, 14, 1024, 24)), 427_616_513],
    ['ViT-L/14@336px', openAi(768, 768, vit(336, 14, 1024, 24)), 427_944_193],
    ['RN50', openAi(1024, 512, resnet(224, 64, [3, 4, 6, 3], 1024)), 102_007_137],
    ['RN101', openAi(512, 512, resnet(224, 64, [3, 4, 23, 3], 512)), 119_688_033],
    ['RN50x4', openAi(640, 640, resnet(288, 80, [4, 6, 10, 6], 640)), 178_300_601],
  ])('has as many parameters as %s', (_, config, expected) => {
    expect(countParameters(canonicalShapes(config)).all).toBe(expected);
  });

  it('splits them between the towers: 87.8 M and 63.4 M for ViT-B/32', () => {
    const counts = countParameters(canonicalShapes(openAi(512, 512, vit(224, 32, 768, 12))));
    expect(counts).toEqual({ image: 87_849_216, text: 63_428_096, all: 151_277_313 });
  });
});
