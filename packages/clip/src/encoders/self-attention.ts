import { attention, linear, tf } from '@shotbench/tensor';

import type { WeightLookup } from './weights.ts';

export interface SelfAttentionInputs {
  /** Tokens that look, [Q, B, W]. */
  readonly queries: tf.Tensor3D;
  /** Tokens that are looked at, [T, B, W]. */
  readonly tokens: tf.Tensor3D;
  /** Added to the products, broadcast to [B · heads, Q, T]. */
  readonly mask?: tf.Tensor | undefined;
}

/**
 * Multi-head attention (torch.nn.MultiheadAttention with `in_proj_weight` [3W, W]).
 *
 * Tokens come first, so that cutting rows into heads needs no copy: [T, B · W] read as [T, B · heads, d] differs from
 * [B · heads, T, d] only by a transpose that the matrix products take in their stride.
 *
 * @returns [Q, B, W]
 */
export function selfAttention(
  heads: number,
  weights: WeightLookup,
  { queries, tokens, mask }: SelfAttentionInputs,
): tf.Tensor3D {
  const [length, batch, width] = queries.shape;
  // Three products instead of one cut in three: a weight is cheaper to cut than what it makes, and comes in parts already
  // where a program feeds it so.
  const projections = tf.split(weights('in_proj_weight'), 3);
  const offsets = tf.split(weights('in_proj_bias'), 3);
  const [q, k, v] = [queries, tokens, tokens].map((x, i) => byHead(linear(x, projections[i]!, offsets[i]), heads));
  const mixed = attention(q!, k!, v!, mask ? { mask } : {}); // [B · heads, Q, d]
  const joined = tf.reshape(tf.transpose(mixed, [1, 0, 2]), [length, batch, width]);
  return linear(joined, weights('out_proj.weight'), weights('out_proj.bias')) as tf.Tensor3D;
}

/** [T, B, W] → [B · heads, T, W / heads] */
export function byHead(x: tf.Tensor, heads: number): tf.Tensor3D {
  const [length, batch, width] = x.shape as [number, number, number];
  return tf.transpose(tf.reshape(x, [length, batch * heads, width / heads]), [1, 0, 2]);
}
