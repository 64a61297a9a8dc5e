import { Random } from '@shotbench/few-shot';
import { float32, type HostTensor, type tf } from '@shotbench/tensor';

import { layersIn } from './layers-in.ts';

/** Standard deviation of the initial tokens (`nn.init.normal_(std=0.02)` in `clip/model.py` of muzairkhattak/multimodal-prompt-learning 69bce21 and of APEX). */
const INITIAL_STD = 0.02;

const NAME = 'prompt';

export interface NoisePromptsOptions {
  /** J, how many layers have prompts of their own, from the first on. */
  readonly layers: number;
  /** n */
  readonly tokens: number;
  /** W */
  readonly width: number;
  readonly seed: number;
  /** A token [W] of each layer that the noise is added to, see `meanTokens`; none by default. */
  readonly around?: readonly HostTensor[];
}

/** J prompts [n, W] of normal noise, one for each of the first J layers. */
export function noisePrompts({ layers, tokens, width, seed, around }: NoisePromptsOptions): HostTensor[] {
  const random = new Random(seed);
  return Array.from({ length: layers }, (_, layer) => {
    const centre = around?.[layer]!.data;
    const value = (w: number): number => INITIAL_STD * random.normal() + Number(centre?.[w] ?? 0);
    return float32(
      [tokens, width],
      Float32Array.from({ length: tokens * width }, (_, i) => value(i % width)),
    );
  });
}

/** The same as parameters, for {@link visualPromptsIn} to find. */
export function initialVisualPrompts(options: NoisePromptsOptions): Record<string, HostTensor> {
  return Object.fromEntries(noisePrompts(options).map((prompt, layer) => [`${NAME}${layer}`, prompt]));
}

/** The prompts among a program's tensors, in the order of the layers. */
export function visualPromptsIn(tensors: Readonly<Record<string, tf.Tensor>>): tf.Tensor[] {
  return layersIn(tensors, NAME);
}
