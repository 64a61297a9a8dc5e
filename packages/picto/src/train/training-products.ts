import type { ClipConfig, VitConfig } from '@shotbench/clip';
import type { Product } from '@shotbench/tensor/bench';

/**
 * The matrix products that one training step of a CLIP model with a vision transformer cannot do without: of every
 * layer forwards, for the gradient of its input and for that of its weight. The last block computes the token that is
 * read out only.
 *
 * @param batch B, images and texts.
 * @param length L, tokens of a text.
 */
export function trainingProducts(config: ClipConfig, batch: number, length: number): Product[] {
  const vision = config.vision as VitConfig;
  const { text, embedDim } = config;
  const patches = (vision.imageSize / vision.patchSize) ** 2;
  const patchEmbedding = { m: batch * patches, k: 3 * vision.patchSize ** 2, n: vision.width };
  return [
    // Nobody asks for the gradient of the pixels.
    patchEmbedding,
    transposedLeft(patchEmbedding),
    ...transformerProducts(vision, batch, patches + 1),
    ...linearProducts(batch, vision.width, embedDim),
    ...transformerProducts(text, batch, length),
    ...linearProducts(batch, text.width, embedDim),
    // Similarities of all pairs and their two gradients.
    { m: batch, k: embedDim, n: batch },
    { m: batch, k: batch, n: embedDim },
    { m: batch, k: batch, n: embedDim },
  ];
}

type Transformer = Pick<VitConfig, 'width' | 'layers' | 'heads' | 'mlpWidth'>;

function transformerProducts(transformer: Transformer, batch: number, tokens: number): Product[] {
  const { layers } = transformer;
  return Array.from({ length: layers }, (_, layer) => {
    return blockProducts(transformer, { batch, tokens, queries: layer === layers - 1 ? 1 : tokens });
  }).flat();
}

function blockProducts(
  { width, heads, mlpWidth }: Transformer,
  { batch, tokens, queries }: { batch: number; tokens: number; queries: number },
): Product[] {
  const [all, read] = [batch * tokens, batch * queries];
  const size = width / heads;
  const scores = { batch: batch * heads, m: queries, k: size, n: tokens };
  const mixed = { batch: batch * heads, m: queries, k: tokens, n: size };
  return [
    ...linearProducts(read, width, width),
    ...linearProducts(all, width, width),
    ...linearProducts(all, width, width),
    ...withGradients(scores),
    ...withGradients(mixed),
    ...linearProducts(read, width, width),
    ...linearProducts(read, width, mlpWidth),
    ...linearProducts(read, mlpWidth, width),
  ];
}

function linearProducts(rows: number, from: number, to: number): Product[] {
  return withGradients({ m: rows, k: from, n: to });
}

/** [m, k] · [k, n], then the gradients [m, n] · [n, k] and [k, m] · [m, n]. */
function withGradients(product: Product): Product[] {
  const { m, k, n } = product;
  return [product, { ...product, m, k: n, n: k }, transposedLeft(product)];
}

function transposedLeft(product: Product): Product {
  const { m, k, n } = product;
  return { ...product, m: k, k: m, n };
}
