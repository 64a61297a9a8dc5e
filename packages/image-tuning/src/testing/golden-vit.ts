import { readFileSync } from 'node:fs';

import { type NdArray, readSafetensors, toFloat32 } from '@shotbench/array-files';
import type { ClipConfig, EncoderModel } from '@shotbench/clip';
import { float32, type HostTensor, int32 } from '@shotbench/tensor';

export type Hosts = Record<string, HostTensor>;

const SKIPPED = ['int64', 'uint8'];

/** The encoders' own goldens. */
const CLIP_GOLDENS = new URL('../../../clip/test/goldens/', import.meta.url);

/** Constructor arguments of openai's CLIP class in `clip-vit-tiny/config.json`. */
const CONFIG: ClipConfig = {
  embedDim: 64,
  vision: { kind: 'vit', imageSize: 32, patchSize: 8, width: 128, layers: 3, heads: 2, mlpWidth: 512 },
  text: { contextLength: 77, vocabSize: 512, width: 64, heads: 1, layers: 3, mlpWidth: 256 },
  activation: 'quick_gelu',
  layerNormEps: 1e-5,
  eosTokenId: 'argmax',
};

/** The model with its logit scale, exp(logit_scale). */
export function goldenVit(): EncoderModel & { readonly logitScale: number } {
  const weights = new Map(Object.entries(goldenTensors(new URL('clip-vit-tiny/model.safetensors', CLIP_GOLDENS))));
  return { config: CONFIG, weights, logitScale: Math.exp(weights.get('logit_scale')!.data[0]!) };
}

/** A file of goldens: of the encoders' package by its name, such as `vpt/deep`, or any by its address. 64-bit integers and bytes are left out. */
export function goldenTensors(file: string | URL): Hosts {
  const url = typeof file === 'string' ? new URL(`${file}.safetensors`, CLIP_GOLDENS) : file;
  const arrays = [...readSafetensors(readFileSync(url), url.pathname)].filter(
    ([, { dtype }]) => !SKIPPED.includes(dtype),
  );
  return Object.fromEntries(arrays.map(([name, array]) => [name, hostOf(array, name)]));
}

function hostOf(array: NdArray, name: string): HostTensor {
  if (array.dtype === 'int32') return int32(array.shape, array.data);
  return float32(array.shape, toFloat32(array, name));
}

/** Row i of a tensor. */
export function rowOf({ shape: [, ...rest], data }: HostTensor, i: number): HostTensor {
  const size = rest.reduce((product, dim) => product * dim, 1);
  return float32(rest, (data as Float32Array).subarray(i * size, (i + 1) * size));
}

/** Largest difference of two tensors' elements; NaN where one has other lengths. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return NaN;
  return Array.from(expected).reduce((most, value, i) => Math.max(most, Math.abs(actual[i]! - value)), 0);
}
