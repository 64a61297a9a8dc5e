import { float32, type HostTensor, sizeOf } from '@shotbench/tensor';

import type { ClipConfig } from '../../config/clip-config.ts';
import { canonicalShapes } from '../../weights/canonical-shapes.ts';
import type { EncoderModel } from '../encoder-model.ts';

/**
 * A model with weights for measuring: small pseudo-random numbers (a linear congruential generator), scales and variances
 * near one, so that activations stay in their usual range.
 *
 * @param tower whose weights alone are made; both where it is not said.
 */
export function randomModel(config: ClipConfig, tower?: 'image' | 'text'): EncoderModel {
  let state = 1;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
  const tensor = (name: string, shape: readonly number[]): HostTensor => {
    const centre = /(ln_\w+|bn\d|downsample\.1)\.weight$|running_var$/.test(name) ? 1 : 0;
    const spread = name.includes('embedding') || shape.length < 2 ? 0.1 : 2 / Math.sqrt(sizeOf(shape.slice(1)));
    const values = new Float32Array(sizeOf(shape));
    for (let i = 0; i < values.length; i++) values[i] = centre + spread * next();
    return float32(shape, values);
  };
  const isWanted = (name: string): boolean => !tower || name.startsWith('visual.') === (tower === 'image');
  const own = [...canonicalShapes(config)].filter(([name]) => isWanted(name));
  const weights = own.map(([name, shape]) => [name, tensor(name, shape)] as const);
  return { config, weights: new Map(weights) };
}
