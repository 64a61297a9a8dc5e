import type { TorchRandom } from '@shotbench/mersenne-twister';
import type { tf } from '@shotbench/tensor';
import { cosineLogits, type HostTensor, unitLength } from '@shotbench/tensor';

import { adapt, type Adapter, newAdapter } from './adapter.ts';
import type { ClipAdapterConfig } from './config.ts';

export type Branch = ClipAdapterConfig['branch'];

export interface LogitOptions {
  readonly branch: Branch;
  /** r */
  readonly ratio: number;
  /** s */
  readonly logitScale: number;
}

type Tensors = Readonly<Record<string, tf.Tensor>>;

/**
 * s · n(f′) · n(t′)ᵀ where f′ and t′ are the image and text features, adapted on the branches that have an adapter.
 *
 * @param features f [B, D], unit rows.
 * @param text t [C, D]
 * @param layers `image.down`, `image.up` and `text.down`, `text.up` of the branches in use.
 * @returns [B, C]
 */
export function clipAdapterLogits(features: tf.Tensor, text: tf.Tensor, layers: Tensors, options: LogitOptions) {
  const { branch, ratio, logitScale } = options;
  const image = branch === 'text' ? features : unitLength(adapt(features, adapterOf(layers, 'image'), ratio));
  const classifier = branch === 'image' ? text : adapt(text, adapterOf(layers, 'text'), ratio);
  return cosineLogits(image, classifier, logitScale);
}

/** The layers of a fresh adapter for each branch in use, by name, the image's first. */
export function newLayers(branch: Branch, featureDim: number, hiddenDim: number, random: TorchRandom) {
  const sides = (['image', 'text'] as const).filter((side) => branch === side || branch === 'both');
  const layers: Record<string, HostTensor> = {};
  for (const side of sides) {
    const { down, up } = newAdapter(featureDim, hiddenDim, random);
    layers[`${side}.down`] = down;
    layers[`${side}.up`] = up;
  }
  return layers;
}

function adapterOf(layers: Tensors, side: 'image' | 'text'): Adapter<tf.Tensor> {
  return { down: layers[`${side}.down`]!, up: layers[`${side}.up`]! };
}
