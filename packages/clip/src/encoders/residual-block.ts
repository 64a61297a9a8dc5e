import { gelu, layerNorm, linear, quickGelu, tf } from '@shotbench/tensor';

import { selfAttention } from './self-attention.ts';
import type { Branch, TransformerHooks } from './transformer-hooks.ts';
import { type WeightLookup, within } from './weights.ts';

export interface BlockShape {
  readonly heads: number;
  readonly activation: 'quick_gelu' | 'gelu';
  readonly layerNormEps: number;
}

export interface BlockContext {
  readonly layer: number;
  readonly hooks: TransformerHooks;
  /** See {@link selfAttention}. */
  readonly mask?: tf.Tensor | undefined;
  /** Keeps only the tokens whose output is wanted: [T, B, W] → [Q, B, W]. */
  readonly pick?: ((tokens: tf.Tensor3D) => tf.Tensor3D) | undefined;
}

/**
 * One pre-norm block (openai/CLIP's ResidualAttentionBlock): x + attention(ln_1(x)), then x + mlp(ln_2(x)).
 *
 * @param x [T, B, W]
 * @returns [T, B, W], or [Q, B, W] where `pick` keeps Q tokens.
 */
export function residualBlock(
  shape: BlockShape,
  weights: WeightLookup,
  x: tf.Tensor3D,
  { layer, hooks, mask, pick = (tokens) => tokens }: BlockContext,
): tf.Tensor3D {
  const added = (kind: Branch['kind'], output: tf.Tensor3D, stream: tf.Tensor3D): tf.Tensor3D => {
    const changed = hooks.branch?.(output, { layer, kind, stream }) ?? output;
    hooks.observe?.(`block${layer}.${kind === 'attention' ? 'attn' : 'mlp'}`, changed);
    return tf.add(stream, changed);
  };

  const tokens = norm(within(weights, 'ln_1.'), x, shape.layerNormEps);
  hooks.observe?.(`block${layer}.ln_1`, tokens);
  const attended = selfAttention(shape.heads, within(weights, 'attn.'), { queries: pick(tokens), tokens, mask });
  const middle = added('attention', attended, pick(x));
  return added('mlp', mlp(shape, weights, middle), middle);
}

/** A block's second branch, mlp(ln_2(x)): [..., W] → [..., W] */
export function mlp<T extends tf.Tensor>({ activation, layerNormEps }: BlockShape, weights: WeightLookup, x: T): T {
  const activate = activation === 'gelu' ? gelu : quickGelu;
  const layerOf = (name: string, input: tf.Tensor): tf.Tensor =>
    linear(input, weights(`mlp.${name}.weight`), weights(`mlp.${name}.bias`));
  const hidden = activate(layerOf('c_fc', norm(within(weights, 'ln_2.'), x, layerNormEps))); // [..., 4W]
  return layerOf('c_proj', hidden) as T;
}

/** Layer norm with the weights `weight` and `bias`. */
export function norm<T extends tf.Tensor>(weights: WeightLookup, x: T, epsilon: number): T {
  return layerNorm(x, { scale: weights('weight'), shift: weights('bias') }, epsilon) as T;
}
