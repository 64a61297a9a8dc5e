/** `quick_gelu` is x · sigmoid(1.702 x), `gelu` is x · Φ(x) by the error function. */
export type Activation = 'quick_gelu' | 'gelu';

/** A vision transformer; the image is cut into (imageSize / patchSize)² patches. */
export interface VitConfig {
  readonly kind: 'vit';
  /** Side of the square image in pixels. */
  readonly imageSize: number;
  /** Side of a patch in pixels; divides imageSize. */
  readonly patchSize: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly mlpWidth: number;
}

/** OpenAI's modified ResNet with an attention pool. */
export interface ResNetConfig {
  readonly kind: 'resnet';
  /** Bottleneck blocks of each of the four stages; (3, 4, 6, 3) for RN50. */
  readonly layers: readonly [number, number, number, number];
  /** Channels after the stem; 64 for RN50. The attention pool sees 32 times as many. */
  readonly width: number;
  /** Side of the square image in pixels; a multiple of 32. */
  readonly imageSize: number;
  /** Heads of the attention pool. */
  readonly heads: number;
  /** Features after the attention pool; equals embedDim. */
  readonly outputDim: number;
}

export type VisionConfig = VitConfig | ResNetConfig;

export interface TextConfig {
  /** Tokens of a padded text. */
  readonly contextLength: number;
  readonly vocabSize: number;
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  readonly mlpWidth: number;
}

/** The architecture of a CLIP model: everything that its weights do not say by themselves. */
export interface ClipConfig {
  /** D, the width of the space that images and texts share. */
  readonly embedDim: number;
  readonly vision: VisionConfig;
  readonly text: TextConfig;
  /** Of both transformers; the ResNet has ReLU throughout. */
  readonly activation: Activation;
  readonly layerNormEps: number;
  /**
   * Where a text is read off: at the position of its highest token id (`argmax`, as OpenAI does), or at the first
   * position of this id. The highest id of the vocabulary is written as `argmax`, which finds the same position.
   */
  readonly eosTokenId: 'argmax' | number;
}
