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
  const [q, k, v] = projections(weights, queries, tokens).map((x) => byHead(x, heads));
  const mixed = attention(q!, k!, v!, mask ? { mask } : {}); // [B · heads, Q, d]
  const joined = tf.reshape(tf.transpose(mixed, [1, 0, 2]), queries.shape);
  return linear(joined, weights('out_proj.weight'), weights('out_proj.bias')) as tf.Tensor3D;
}

/** Queries, keys and values of tokens [..., W], in their shapes. */
export function projections<T extends tf.Tensor>(weights: WeightLookup, queries: T, tokens: T): [T, T, T] {
  // Three products instead of one cut in three: a weight is cheaper to cut than what it makes, and comes in parts already
  // where a program feeds it so.
  const matrices = tf.split(weights('in_proj_weight'), 3);
  const offsets = tf.split(weights('in_proj_bias'), 3);
  return [queries, tokens, tokens].map((x, i) => linear(x, matrices[i]!, offsets[i])) as [T, T, T];
}

/** [T, B, W] → [B · heads, T, W / heads] */
export function byHead(x: tf.Tensor, heads: number): tf.Tensor3D {
  const [length, batch, width] = x.shape as [number, number, number];
  return tf.transpose(tf.reshape(x, [length, batch * heads, width / heads]), [1, 0, 2]);
}
