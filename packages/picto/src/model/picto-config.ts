import type { ClipConfig } from '@shotbench/clip';

/** Numbers that a picture-CLIP can be made with; the rest follows. */
export interface PictoSize {
  /** Side of the image in pixels. */
  readonly imageSize: number;
  readonly patchSize: number;
}

/** The committed model's. */
export const PICTO_SIZE: PictoSize = { imageSize: 48, patchSize: 8 };

/**
 * A CLIP small enough to be trained on two cores. Widths and depths are those of a feasibility study; attention heads
 * are 32 wide.
 */
export function pictoConfig({ imageSize, patchSize }: PictoSize, vocabSize: number): ClipConfig {
  return {
    embedDim: 128,
    vision: { kind: 'vit', imageSize, patchSize, width: 192, layers: 4, heads: 6, mlpWidth: 768 },
    text: { contextLength: 32, vocabSize, width: 128, heads: 4, layers: 3, mlpWidth: 512 },
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
}
