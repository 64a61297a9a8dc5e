import { TorchRandom } from '@shotbench/mersenne-twister';
import { float32, type HostTensor, linear, tf } from '@shotbench/tensor';

export interface MetaNetShape {
  /** D, of image features. */
  readonly featureDim: number;
  /** H */
  readonly hidden: number;
  /** W, of tokens. */
  readonly width: number;
}

/** Initial values of both layers, as `torch.nn.Linear` draws them. */
export function newMetaNet({ featureDim, hidden, width }: MetaNetShape, seed: number): Record<string, HostTensor> {
  const random = new TorchRandom(seed);
  return {
    w1: float32([hidden, featureDim], random.linear(hidden * featureDim, featureDim)),
    b1: float32([hidden], random.linear(hidden, featureDim)),
    w2: float32([width, hidden], random.linear(width * hidden, hidden)),
    b2: float32([width], random.linear(width, hidden)),
  };
}

/**
 * π(f) = W₂ ReLU(W₁ f + b₁) + b₂, what an image adds to every context token (`meta_net` in `trainers/cocoop.py`).
 * @param f [B, D], unit rows.
 * @returns [B, W]
 */
export function metaNet(f: tf.Tensor, layers: Readonly<Record<string, tf.Tensor>>): tf.Tensor {
  return linear(tf.relu(linear(f, layers['w1']!, layers['b1'])), layers['w2']!, layers['b2']);
}
