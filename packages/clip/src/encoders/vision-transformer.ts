import { tf } from '@shotbench/tensor';

import type { ClipConfig, VitConfig } from '../config/clip-config.ts';
import { patchEmbedding } from './patch-embedding.ts';
import { norm } from './residual-block.ts';
import { overBatch, type Prompt, replaceTokens } from './token-prompts.ts';
import { transformer } from './transformer.ts';
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

/**
 * CLIP's vision transformer (openai/CLIP's VisionTransformer): class token, patches and prompts through pre-norm blocks,
 * the class token projected.
 *
 * @param weights those that begin with `visual.`, without that prefix.
 * @param pixels [B, 3, S, S]
 * @returns [B, D], not normalised.
 */
export function visionTransformer(
  { vision, activation, layerNormEps }: ClipConfig & { readonly vision: VitConfig },
  weights: WeightLookup,
  pixels: tf.Tensor4D,
  { prompts = [], hooks = {} }: VisionTransformerOptions,
): tf.Tensor2D {
  const [batch, width] = [pixels.shape[0], vision.width];
  const patches = patchEmbedding(pixels, weights('conv1.weight'));
  const classToken = overBatch(tf.reshape(weights('class_embedding'), [1, width]), batch);
  const positions = tf.reshape(weights('positional_embedding'), [patches.shape[0] + 1, 1, width]);
  const embedded = tf.add<tf.Tensor3D>(tf.concat([classToken, patches], 0), positions); // [T, B, W]
  hooks.observe?.('embed', embedded);
  const [appended, ...deeper] = prompts;
  const assembled = appended ? tf.concat([embedded, overBatch(appended, batch)], 0) : embedded;
  const normed = norm(within(weights, 'ln_pre.'), assembled, layerNormEps);
  hooks.observe?.('ln_pre', normed);

  const enter = (tokens: tf.Tensor3D, layer: number): tf.Tensor3D => {
    const prompt = deeper[layer - 1];
    const prompted = prompt ? replaceTokens(tokens, tokens.shape[0] - prompt.shape[0], prompt) : tokens;
    return hooks.enter?.(prompted, layer) ?? prompted;
  };
  const shape = { layers: vision.layers, heads: vision.heads, activation, layerNormEps };
  const read = transformer(shape, within(weights, 'transformer.'), {
    tokens: normed,
    readout: { pick: (tokens) => tf.slice(tokens, [0, 0, 0], [1, batch, width]) },
    hooks: { ...hooks, enter },
  });
  const pooled = norm(within(weights, 'ln_post.'), tf.reshape<tf.Rank.R2>(read, [batch, width]), layerNormEps);
  hooks.observe?.('ln_post', pooled);
  return tf.matMul(pooled, weights('proj')); // [B, W] · [W, D] → [B, D]
}
