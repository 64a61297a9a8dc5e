import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { floatToHalf, type NdArray, writeSafetensors } from '@shotbench/array-files';
import { ShotbenchError } from '@shotbench/errors';
import type { HostTensor } from '@shotbench/tensor';

import { toHuggingFaceConfig } from '../config/to-hugging-face-config.ts';
import type { EncoderModel } from '../encoders/encoder-model.ts';
import { canonicalShapes } from './canonical-shapes.ts';
import { sourcesOf } from './tensor-source.ts';

/** The element type that weights are stored with. */
export type StoredPrecision = 'float32' | 'float16';

/**
 * Writes a model as Hugging Face transformers does: `config.json` and `model.safetensors`, which `loadModel` reads. Each
 * file is complete or not there.
 *
 * @throws ShotbenchError `CLIP_SAVE` for a ResNet, which transformers' CLIPModel lacks, for a missing tensor, and for a
 *   weight too large for float16.
 */
export function saveModel(folder: string, model: EncoderModel, precision: StoredPrecision): void {
  const config = toHuggingFaceConfig(model.config, precision);
  const bytes = writeSafetensors(huggingFaceTensors(model, precision));
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  writeWhole(join(folder, 'model.safetensors'), bytes);
}

function huggingFaceTensors({ config, weights }: EncoderModel, precision: StoredPrecision): Map<string, NdArray> {
  const sourceOf = sourcesOf('huggingface', []);
  const tensors = new Map<string, NdArray>();
  for (const name of canonicalShapes(config).keys()) {
    const tensor = weights.get(name);
    if (tensor === undefined) throw saveError(`the model has no tensor "${name}"`, 'every tensor of a CLIP model');
    const { parts, isTransposed } = sourceOf(name);
    const stored = isTransposed ? transposed(tensor) : tensor;
    const size = stored.data.length / parts.length;
    parts.forEach((part, i) => {
      const shape = parts.length === 1 ? stored.shape : [stored.shape[0]! / parts.length, ...stored.shape.slice(1)];
      const values = (stored.data as Float32Array).slice(i * size, (i + 1) * size);
      tensors.set(
        part,
        precision === 'float32' ? { dtype: 'float32', shape, data: values } : inHalf(part, shape, values),
      );
    });
  }
  return tensors;
}

function inHalf(name: string, shape: readonly number[], values: Float32Array): NdArray {
  const data = floatToHalf(values);
  const at = data.findIndex((bits) => (bits & 0x7c00) === 0x7c00);
  if (at < 0) return { dtype: 'float16', shape, data };
  throw saveError(`tensor "${name}" has ${values[at]} at element ${at}`, 'finite numbers of float16, up to 65504');
}

function transposed({ shape, data }: HostTensor): HostTensor {
  const [rows, columns] = shape as [number, number];
  const turned = Float32Array.from({ length: data.length }, (_, i) => {
    return Number(data[(i % rows) * columns + Math.floor(i / rows)]);
  });
  return { dtype: 'float32', shape: [columns, rows], data: turned };
}

function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}

function saveError(what: string, expected: string): ShotbenchError {
  return new ShotbenchError('CLIP_SAVE', `the model cannot be saved: ${what}; expected ${expected}`);
}
