import { tf } from '@shotbench/tensor';

import type { ClipConfig, VitConfig } from '../config/clip-config.ts';
import { patchEmbedding } from './patch-embedding.ts';
import { norm } from './residual-block.ts';
import { overBatch, type Prompt, replaceTokens } from './token-prompts.ts';
import { firstBlocks, transformer, type TransformerShape } from './transformer.ts';
import type { TransformerHooks } from './transformer-hooks.ts';
import { type WeightLookup, within } from './weights.ts';

export interface VisionTransformerOptions {
  /**
   * Learned tokens for the first blocks, one prompt [n, W] for each, as VPT (M. Jia et al., arXiv 2203.12119), MaPLe and
   * APEX have them: the first is appended after the positional embedding and before `ln_pre`, each further one replaces the
   * last n tokens at the input of its block.
   */
  readonly prompts?: readonly Prompt[];
  readonly hooks?: TransformerHooks;
}

type Vision = ClipConfig & { readonly vision: VitConfig };

/**
 * CLIP's vision transformer (openai/CLIP's VisionTransformer): class token, patches and prompts through pre-norm blocks,
 * the class token projected.
 *
 * @param weights those that begin with `visual.`, without that prefix.
 * @param pixels [B, 3, S, S]
 * @returns [B, D], not normalised.
 */
export function visionTransformer(
  config: Vision,
  weights: WeightLookup,
  pixels: tf.Tensor4D,
  options: VisionTransformerOptions,
): tf.Tensor2D {
  return readTokens(config, weights, imageTokens(config, weights, pixels, options), options);
}

/**
 * What the first block reads: class token, patches and the first prompt after `ln_pre`, [T, B, W]. Arguments as those of
 * {@link visionTransformer}.
 */
export function imageTokens(
  { vision, layerNormEps }: Vision,
  weights: WeightLookup,
  pixels: tf.Tensor4D,
  { prompts = [], hooks = {} }: VisionTransformerOptions,
): tf.Tensor3D {
  const [batch, width] = [pixels.shape[0], vision.width];
  const patches = patchEmbedding(pixels, weights('conv1.weight'));
  const classToken = overBatch(tf.reshape(weights('class_embedding'), [1, width]), batch);
  const positions = tf.reshape(weights('positional_embedding'), [patches.shape[0] + 1, 1, width]);
  const embedded = tf.add<tf.Tensor3D>(tf.concat([classToken, patches], 0), positions); // [T, B, W]
  hooks.observe?.('embed', embedded);
  const [appended] = prompts;
  const assembled = appended ? tf.concat([embedded, overBatch(appended, batch)], 0) : embedded;
  const normed = norm(within(weights, 'ln_pre.'), assembled, layerNormEps);
  hooks.observe?.('ln_pre', normed);
  return normed;
}

/** The first blocks, [T, B, W] → [T, B, W]: what block `count` reads. */
export function throughFirstBlocks(
  config: Vision,
  weights: WeightLookup,
  tokens: tf.Tensor3D,
  count: number,
): tf.Tensor3D {
  return firstBlocks(shapeOf(config), within(weights, 'transformer.'), tokens, count);
}

/**
 * The image features of what block `first` reads.
 *
 * @param weights those that begin with `visual.`, without that prefix.
 * @param tokens [T, B, W]
 * @returns [B, D], not normalised.
 */
export function readTokens(
  config: Vision,
  weights: WeightLookup,
  tokens: tf.Tensor3D,
  { prompts = [], hooks = {}, first = 0 }: VisionTransformerOptions & { readonly first?: number },
): tf.Tensor2D {
  const [, batch, width] = tokens.shape;
  const enter = (entering: tf.Tensor3D, layer: number): tf.Tensor3D => {
    const prompt = layer > 0 ? prompts[layer] : undefined;
    const prompted = prompt ? replaceTokens(entering, entering.shape[0] - prompt.shape[0], prompt) : entering;
    return hooks.enter?.(prompted, layer) ?? prompted;
  };
  const read = transformer(shapeOf(config), within(weights, 'transformer.'), {
    ...{ tokens, first },
    readout: { pick: (all) => tf.slice(all, [0, 0, 0], [1, batch, width]) },
    hooks: { ...hooks, enter },
  });
  const pooled = norm(within(weights, 'ln_post.'), tf.reshape<tf.Rank.R2>(read, [batch, width]), config.layerNormEps);
  hooks.observe?.('ln_post', pooled);
  return tf.matMul(pooled, weights('proj')); // [B, W] · [W, D] → [B, D]
}

function shapeOf({ vision, activation, layerNormEps }: Vision): TransformerShape {
  return { layers: vision.layers, heads: vision.heads, activation, layerNormEps };
}
