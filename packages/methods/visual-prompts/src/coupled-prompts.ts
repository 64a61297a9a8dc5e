import { layersIn, noisePrompts } from '@shotbench/image-tuning';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { float32, type HostTensor, linear, type tf } from '@shotbench/tensor';

const [TEXT, WEIGHT, BIAS] = ['text', 'weight', 'bias'] as const;

export interface CoupledPromptsOptions {
  /** J */
  readonly layers: number;
  /** n */
  readonly tokens: number;
  /** W of the text encoder. */
  readonly textWidth: number;
  /** V, width of the image encoder. */
  readonly imageWidth: number;
  readonly seed: number;
  /** What the first layer's text prompt begins as, [n, W]; noise where it is absent. */
  readonly start?: HostTensor | undefined;
}

/**
 * MaPLe's parameters: for each layer a text prompt [n, W], and weight [V, W] and bias [V] of the linear map that makes the visual prompt of it
 * (`MultiModalPromptLearner` of `trainers/maple.py`). The first map is drawn by itself; those of all deeper layers begin as copies of one.
 */
export function initialCoupledPrompts(options: CoupledPromptsOptions): Record<string, HostTensor> {
  const { layers, tokens, textWidth, imageWidth, seed, start } = options;
  const [noise, ...deeper] = noisePrompts({ layers, tokens, width: textWidth, seed });
  const random = new TorchRandom(seed);
  const newMap = () => ({
    weight: float32([imageWidth, textWidth], random.linear(imageWidth * textWidth, textWidth)),
    bias: float32([imageWidth], random.linear(imageWidth, textWidth)),
  });
  const [first, further] = [newMap(), newMap()];
  return Object.fromEntries(
    [start ?? noise!, ...deeper].flatMap((text, layer) => {
      const { weight, bias } = layer === 0 ? first : further;
      return [
        [`${TEXT}${layer}`, text],
        [`${WEIGHT}${layer}`, weight],
        [`${BIAS}${layer}`, bias],
      ];
    }),
  );
}

/** The text prompts [n, W] among tensors, in the order of the layers. */
export function textPromptsIn<T>(tensors: Readonly<Record<string, T>>): T[] {
  return layersIn(tensors, TEXT);
}

/** The visual prompts that are made of the text prompts among a program's tensors, [n, V] each. */
export function coupledPromptsIn(tensors: Readonly<Record<string, tf.Tensor>>): tf.Tensor[] {
  const [weights, biases] = [layersIn(tensors, WEIGHT), layersIn(tensors, BIAS)];
  return textPromptsIn(tensors).map((text, layer) => linear(text, weights[layer]!, biases[layer]));
}
