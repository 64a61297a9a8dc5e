import type { tf } from '@shotbench/tensor';

import { type BlockShape, residualBlock } from './residual-block.ts';
import type { TransformerHooks } from './transformer-hooks.ts';
import { type WeightLookup, within } from './weights.ts';

export interface TransformerShape extends BlockShape {
  readonly layers: number;
}

/** How a transformer is read out. */
export interface Readout {
  /** Keeps the one token of each text or image that the features are made of: [T, B, W] → [1, B, W]. */
  readonly pick: (tokens: tf.Tensor3D) => tf.Tensor3D;
  /** The rows of the mask for that token, [B · heads, 1, T]. */
  readonly mask?: tf.Tensor;
}

export interface TransformerInputs {
  /** [T, B, W] */
  readonly tokens: tf.Tensor3D;
  /** [T, T] */
  readonly mask?: tf.Tensor;
  readonly readout: Readout;
  readonly hooks: TransformerHooks;
  /** The block that reads the tokens. Default 0. */
  readonly first?: number;
}

/**
 * A stack of pre-norm blocks read out at one token of each text or image.
 *
 * What the last block would give the other tokens is read by nobody, so it lets that one token alone look around: nine
 * tenths of a block less. A hook that looks at the last block or changes it gets all of them.
 *
 * @param weights those of `resblocks.0.` and so on.
 * @returns [1, B, W]
 */
export function transformer(
  shape: TransformerShape,
  weights: WeightLookup,
  { tokens: given, mask, readout, hooks, first = 0 }: TransformerInputs,
): tf.Tensor3D {
  const isWatched = hooks.branch !== undefined || hooks.observe !== undefined;
  let tokens = given;
  for (let layer = first; layer < shape.layers; layer++) {
    const isReadout = layer === shape.layers - 1 && !isWatched;
    const context = isReadout ? { layer, hooks, ...readout } : { layer, hooks, mask };
    const entered = hooks.enter?.(tokens, layer) ?? tokens;
    tokens = residualBlock(shape, within(weights, `resblocks.${layer}.`), entered, context);
    hooks.observe?.(`block${layer}`, tokens);
  }
  return isWatched || first >= shape.layers ? readout.pick(tokens) : tokens;
}

/**
 * The first blocks alone.
 * @param weights those of `resblocks.0.` and so on.
 * @param tokens [T, B, W]
 * @returns [T, B, W]
 */
export function firstBlocks(shape: BlockShape, weights: WeightLookup, tokens: tf.Tensor3D, count: number): tf.Tensor3D {
  let read = tokens;
  for (let layer = 0; layer < count; layer++) {
    read = residualBlock(shape, within(weights, `resblocks.${layer}.`), read, { layer, hooks: {} });
  }
  return read;
}
