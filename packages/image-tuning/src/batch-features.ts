import { type ClipConfig, cutImageEncoder, imageEncoder, type Weights } from '@shotbench/clip';
import { tf } from '@shotbench/tensor';

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** @returns z [B, D], not normalised. */
export type BatchFeatures = (weights: Weights, batch: Tensors) => tf.Tensor2D;

/**
 * The image encoder as a function of what `tuneOnImages` gives for a batch: `pixels` [B, 3, S, S] or, where the first L blocks stay as they are and were kept, `tokens`
 * [B, T, W] that block L reads.
 */
export function batchFeatures(config: ClipConfig, frozenLayers: number): BatchFeatures {
  const encodeImage = imageEncoder(config);
  return (weights, { tokens, pixels }) => {
    if (!tokens) return encodeImage(weights, pixels!);
    return cutImageEncoder(config, frozenLayers).end(weights, tf.transpose(tokens as tf.Tensor3D, [1, 0, 2]));
  };
}
