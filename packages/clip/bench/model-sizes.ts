import type { ClipConfig, VisionConfig } from '../src/config/clip-config.ts';

/** OpenAI's ViT-B/32 and RN50: 151.3 and 102.0 million parameters. */
export const VIT_B32: ClipConfig = configOf(
  { kind: 'vit', imageSize: 224, patchSize: 32, width: 768, layers: 12, heads: 12, mlpWidth: 3072 },
  512,
);
export const RN50: ClipConfig = configOf(
  { kind: 'resnet', imageSize: 224, width: 64, layers: [3, 4, 6, 3], heads: 32, outputDim: 1024 },
  1024,
);

function configOf(vision: VisionConfig, embedDim: number): ClipConfig {
  return {
    embedDim,
    vision,
    text: { contextLength: 77, vocabSize: 49408, width: 512, heads: 8, layers: 12, mlpWidth: 2048 },
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
}
