import { canonicalShapes, type ClipConfig } from '@shotbench/clip';
import { float32, type HostTensor, sizeOf } from '@shotbench/tensor';

import { Normal } from './normal.ts';

/** exp of it is 1/0.07, where CLIP starts (arXiv 2103.00020, section 2.5). */
const INITIAL_LOG_SCALE = Math.log(1 / 0.07);

/**
 * Weights to start training from: those of openai/CLIP's `initialize_parameters` for the text tower, and the same rules
 * for the image tower's blocks. Factors of layer norms are 1, offsets and biases 0.
 *
 * @param seed the same seed gives the same weights on every machine.
 */
export function initialWeights(config: ClipConfig, seed: number): Record<string, HostTensor> {
  const normal = new Normal(seed);
  return Object.fromEntries(
    [...canonicalShapes(config)].map(([name, shape]) => [
      name,
      float32(shape, filled(sizeOf(shape), initialOf(config, name, shape), normal)),
    ]),
  );
}

/** Normally distributed around 0 with this deviation, or everywhere the same. */
type Initial = { readonly deviation: number } | { readonly value: number };

function initialOf({ vision, text }: ClipConfig, name: string, shape: readonly number[]): Initial {
  if (name === 'logit_scale') return { value: INITIAL_LOG_SCALE };
  if (/\bln_[a-z0-9]+\.weight$/.test(name)) return { value: 1 };
  if (name.endsWith('bias')) return { value: 0 };
  const { width, layers } = name.startsWith('visual.') && vision.kind === 'vit' ? vision : text;
  const perWidth = width ** -0.5;
  const toResidual = perWidth * (2 * layers) ** -0.5;
  if (name === 'token_embedding.weight') return { deviation: 0.02 };
  if (name === 'positional_embedding') return { deviation: 0.01 };
  if (name.endsWith('attn.out_proj.weight') || name.endsWith('mlp.c_proj.weight')) return { deviation: toResidual };
  if (name.endsWith('mlp.c_fc.weight')) return { deviation: (2 * width) ** -0.5 };
  // The convolution of the patches sees 3p² inputs.
  if (name === 'visual.conv1.weight') return { deviation: sizeOf(shape.slice(1)) ** -0.5 };
  return { deviation: perWidth };
}

function filled(size: number, initial: Initial, normal: Normal): Float32Array {
  if ('value' in initial) return new Float32Array(size).fill(initial.value);
  return Float32Array.from({ length: size }, () => initial.deviation * normal.next());
}
