import type { tf } from '@shotbench/tensor';

/** One of the two branches of a block, which reads the residual stream and adds its output to it. */
export interface Branch {
  /** Of the block, counted from 0. */
  readonly layer: number;
  readonly kind: 'attention' | 'mlp';
  /** The residual stream that the output is added to, [T, B, W]. */
  readonly stream: tf.Tensor3D;
}

/**
 * Where a method may change a transformer or look into it. Tokens come first in every tensor: [T, B, W] with T tokens,
 * B images or texts and width W.
 */
export interface TransformerHooks {
  /** What block `layer` reads instead of `tokens`; among images the number of tokens may change. */
  readonly enter?: (tokens: tf.Tensor3D, layer: number) => tf.Tensor3D;
  /** What a branch adds to the stream instead of `output`: the place of adapters. */
  readonly branch?: (output: tf.Tensor3D, branch: Branch) => tf.Tensor3D;
  /**
   * Is shown intermediate results: `embed`, `ln_pre`, `block0`, … (the stream after each block), `block0.ln_1`,
   * `block0.attn`, `block0.mlp` (what is added to it), `ln_post` or `ln_final`.
   */
  readonly observe?: (name: string, tensor: tf.Tensor) => void;
}
