import type { ClipConfig, VitConfig } from '@shotbench/clip';
import type { Product } from '@shotbench/tensor/bench';

export interface VisionProductsOptions {
  readonly config: ClipConfig & { readonly vision: VitConfig };
  /** B */
  readonly batch: number;
  /** T, tokens of an image in every block, prompts included. */
  readonly tokens: number;
}

/** The matrix products of a vision transformer's forward pass. The last block computes the token that is read out only. */
export function forwardProducts(options: VisionProductsOptions): Product[] {
  const { config, batch } = options;
  const { vision, embedDim } = config;
  const patches = (vision.imageSize / vision.patchSize) ** 2;
  return [
    { m: batch * patches, k: 3 * vision.patchSize ** 2, n: vision.width },
    ...blocks(options).flatMap(({ linear, attention }) => [...linear, ...attention]),
    { m: batch, k: vision.width, n: embedDim },
  ];
}

export interface BackwardProductsOptions extends VisionProductsOptions {
  /** Tokens of an image whose gradient is asked for at the entrance: the prompts, or none. */
  readonly entering: number;
  /** Whether attention's weights have gradients. */
  readonly attentionWeights: boolean;
}

/** Those of one backward pass, with frozen weights but attention's. At the first block no gradient is needed of tokens that nobody learns. */
export function backwardProducts(options: BackwardProductsOptions): Product[] {
  const { config, batch, entering, attentionWeights } = options;
  const { vision, embedDim } = config;
  return [
    { m: batch, k: embedDim, n: vision.width },
    ...blocks(options).flatMap(({ linear, attention }, layer) => [
      ...linear.flatMap((product, i) => {
        const inAttention = i < 4;
        // Queries, keys and values are made of what enters.
        const m = layer === 0 && i < 3 ? batch * entering : product.m;
        const ofInput = m === 0 ? [] : [{ m, k: product.n, n: product.k }];
        const ofWeight = attentionWeights && inAttention ? [{ m: product.k, k: product.m, n: product.n }] : [];
        return [...ofInput, ...ofWeight];
      }),
      ...attention.flatMap((product) => [
        { ...product, k: product.n, n: product.k },
        { ...product, m: product.k, k: product.m },
      ]),
    ]),
  ];
}

/** Of every block: queries, keys, values, output, two of the MLP; and products of queries and keys, of weights and values. */
function blocks({ config: { vision }, batch, tokens }: VisionProductsOptions) {
  const { width, heads, layers, mlpWidth } = vision;
  const size = width / heads;
  return Array.from({ length: layers }, (_, layer) => {
    const queries = layer === layers - 1 ? 1 : tokens;
    const [read, all] = [batch * queries, batch * tokens];
    return {
      linear: [
        { m: read, k: width, n: width },
        { m: all, k: width, n: width },
        { m: all, k: width, n: width },
        { m: read, k: width, n: width },
        { m: read, k: width, n: mlpWidth },
        { m: read, k: mlpWidth, n: width },
      ],
      attention: [
        { batch: batch * heads, m: queries, k: size, n: tokens },
        { batch: batch * heads, m: queries, k: tokens, n: size },
      ],
    };
  });
}
