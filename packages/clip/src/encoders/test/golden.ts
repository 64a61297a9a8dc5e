import { readFileSync } from 'node:fs';

import { type NdArray, readSafetensors, toFloat32 } from '@shotbench/array-files';
import { float32, type HostTensor, int32 } from '@shotbench/tensor';
import { expect } from 'vitest';

import type { ClipConfig } from '../../config/clip-config.ts';

export type Hosts = Record<string, HostTensor>;

/** One file of packages/clip/test/goldens (see its source in the package's README): float16 widened, int64 left out. */
export function golden(name: string): Hosts {
  const file = new URL(`../../../test/goldens/${name}.safetensors`, import.meta.url);
  const arrays = [...readSafetensors(readFileSync(file), name)].filter(([, { dtype }]) => dtype !== 'int64');
  return Object.fromEntries(arrays.map(([key, array]) => [key, hostOf(array, key)]));
}

function hostOf(array: NdArray, name: string): HostTensor {
  return array.dtype === 'int32' ? int32(array.shape, array.data) : float32(array.shape, toFloat32(array, name));
}

/** Constructor arguments of openai's CLIP class, as the goldens keep them. */
interface Arguments {
  readonly embed_dim: number;
  readonly image_resolution: number;
  readonly vision_layers: number | [number, number, number, number];
  readonly vision_width: number;
  readonly vision_patch_size: number | null;
  readonly vision_heads: number;
  readonly context_length: number;
  readonly vocab_size: number;
  readonly transformer_width: number;
  readonly transformer_heads: number;
  readonly transformer_layers: number;
}

export function goldenConfig(name: string): ClipConfig {
  const file = new URL(`../../../test/goldens/${name}/config.json`, import.meta.url);
  const a = JSON.parse(readFileSync(file, 'utf8')) as Arguments;
  const shared = { imageSize: a.image_resolution, width: a.vision_width, heads: a.vision_heads };
  return {
    embedDim: a.embed_dim,
    vision: Array.isArray(a.vision_layers)
      ? { kind: 'resnet', ...shared, layers: a.vision_layers, outputDim: a.embed_dim }
      : {
          kind: 'vit',
          ...shared,
          patchSize: a.vision_patch_size!,
          layers: a.vision_layers,
          mlpWidth: 4 * a.vision_width,
        },
    text: {
      contextLength: a.context_length,
      vocabSize: a.vocab_size,
      width: a.transformer_width,
      heads: a.transformer_heads,
      layers: a.transformer_layers,
      mlpWidth: 4 * a.transformer_width,
    },
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    eosTokenId: 'argmax',
  };
}

/** max |a − b| over all elements of two tensors of one shape; infinite where one is not a number. */
export function largestDifference(a: HostTensor, b: HostTensor): number {
  expect(a.shape).toEqual([...b.shape]);
  return Array.from(b.data, (value, i) => Math.abs(a.data[i]! - value)).reduce(
    (most, difference) => (Number.isNaN(difference) ? Infinity : Math.max(most, difference)),
    0,
  );
}

/** Asserts equal shapes and |a − b| ≤ tolerance · the largest |b|, at every element. */
export function expectNear(actual: HostTensor, expected: HostTensor, tolerance: number, label = ''): void {
  const largest = Array.from(expected.data).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const ratio = largestDifference(actual, expected) / largest;
  expect(ratio, `${label}: largest difference over largest value`).toBeLessThanOrEqual(tolerance);
}

/** Row `index` of the leading axis. */
export function row({ dtype, shape, data }: HostTensor, index: number): HostTensor {
  const size = data.length / shape[0]!;
  return { dtype, shape: shape.slice(1), data: data.slice(index * size, (index + 1) * size) };
}

/** The first `count` columns of a matrix of ids. */
export function columns({ shape, data }: HostTensor, count: number): HostTensor {
  const [rows, width] = shape as [number, number];
  return int32(
    [rows, count],
    Array.from(data).filter((_, i) => i % width < count),
  );
}
