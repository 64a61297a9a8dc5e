import { float32, type HostTensor, linear, tf } from '@shotbench/tensor';
import type { TorchRandom } from '@shotbench/mersenne-twister';

/** The two layers of an adapter for features of D numbers; H = D / reduction. */
export interface Adapter<Layer> {
  /** W₁ [H, D] */
  readonly down: Layer;
  /** W₂ [D, H] */
  readonly up: Layer;
}

/**
 * x′ = r A(x) + (1 − r) x with A(x) = ReLU(W₂ ReLU(W₁ x)) (paper, section 3.2; `clip_adapter.py`, `Adapter` and `CustomCLIP.forward`).
 *
 * Without biases A(c x) = c A(x) for c > 0, so the direction of x′ does not depend on the norm of x: unit rows give the logits of the
 * un-normalised features that the reference passes in.
 *
 * Deviation: the paper prints no ReLU after W₂; the released code has it, and so have both branches here.
 *
 * @param x [B, D]
 * @returns [B, D]
 */
export function adapt(x: tf.Tensor, { down, up }: Adapter<tf.Tensor>, ratio: number): tf.Tensor {
  const hidden = tf.relu(linear(x, down)); // [B, D] · [D, H] → [B, H]
  const adapted = tf.relu(linear(hidden, up)); // [B, H] · [H, D] → [B, D]
  return tf.add(tf.mul(adapted, ratio), tf.mul(x, 1 - ratio));
}

/** Layers as `torch.nn.Linear` draws them after `torch.manual_seed`: uniform in ±1/√(inputs), W₁ first. */
export function newAdapter(featureDim: number, hiddenDim: number, random: TorchRandom): Adapter<HostTensor> {
  return { down: newLayer(hiddenDim, featureDim, random), up: newLayer(featureDim, hiddenDim, random) };
}

function newLayer(outputs: number, inputs: number, random: TorchRandom): HostTensor {
  return float32([outputs, inputs], random.linear(outputs * inputs, inputs));
}
