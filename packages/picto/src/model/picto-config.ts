import type { ClipConfig } from '@shotbench/clip';

/** Numbers that a picture-CLIP can be made with; the rest follows. */
export interface PictoSize {
  /** Side of the image in pixels. */
  readonly imageSize: number;
  readonly patchSize: number;
  /** Of the image encoder. Default 192. */
  readonly width?: number;
  /** Of the image encoder. Default 4. */
  readonly layers?: number;
  /** Default 128. */
  readonly textWidth?: number;
  /** Default 3. */
  readonly textLayers?: number;
}

/** Channels of one attention head. */
const HEAD = 32;

/**
 * A CLIP small enough to be trained on two cores. Default widths and depths, and the context of 32 tokens, are those of a
 * feasibility study on the same pictograms.
 */
export function pictoConfig(size: PictoSize, vocabSize: number): ClipConfig {
  const { imageSize, patchSize, width = 192, layers = 4, textWidth = 128, textLayers = 3 } = size;
  return {
    embedDim: 128,
    vision: { kind: 'vit', imageSize, patchSize, width, layers, heads: width / HEAD, mlpWidth: 4 * width },
    text: {
      contextLength: 32,
      vocabSize,
      width: textWidth,
      heads: textWidth / HEAD,
      layers: textLayers,
      mlpWidth: 4 * textWidth,
    },
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
}
