import { basename, dirname, join } from 'node:path';

import { openSafetensors, type SafetensorsFile, type SafetensorsTensor } from '@shotbench/array-files';
import { describeIssues, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { readJson } from '../config/read-json.ts';

/** A tensor and the open file that holds it. */
export interface StoredTensor extends SafetensorsTensor {
  readonly file: SafetensorsFile;
}

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Every tensor of a model's files, which stay open until {@link StoredTensors.close}. */
export class StoredTensors {
  /** Paths in order of their names. */
  readonly files: readonly string[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly #open: readonly SafetensorsFile[];

  /** @internal Made by {@link openTensors}. */
  constructor(open: readonly SafetensorsFile[]) {
    this.#open = open;
    this.files = open.map(({ path }) => path);
    const tensors = new Map<string, StoredTensor>();
    for (const file of open) {
      for (const [name, { stored, shape }] of file.tensors) {
        const other = tensors.get(name);
        if (other !== undefined) {
          throw indexError(`${file.path} and ${other.file.path} both hold tensor ${JSON.stringify(name)}`, 'it once');
        }
        tensors.set(name, { stored, shape, file });
      }
    }
    this.tensors = tensors;
  }

  close(): void {
    for (const file of this.#open) file.close();
  }
}

/**
 * Opens a .safetensors file, or every file that an index (`*.safetensors.index.json`) names. Only headers are read.
 * @throws ShotbenchError `CLIP_INDEX` where the index and its files disagree, or those of `openSafetensors`.
 */
export function openTensors(weights: string): StoredTensors {
  const map = weights.endsWith('.json') ? readIndex(weights) : undefined;
  const paths =
    map === undefined ? [weights] : [...new Set(map.values())].sort().map((name) => join(dirname(weights), name));
  const open: SafetensorsFile[] = [];
  try {
    for (const path of paths) open.push(openSafetensors(path));
    const all = new StoredTensors(open);
    for (const [name, file] of map ?? []) checkPlace(name, file, all, weights);
    return all;
  } catch (error) {
    for (const file of open) file.close();
    throw error;
  }
}

/** @returns The file name of every tensor. */
function readIndex(index: string): ReadonlyMap<string, string> {
  const parsed = indexSchema.safeParse(readJson(index));
  if (!parsed.success)
    throw indexError(`${index}: ${describeIssues(parsed.error)}`, '{"weight_map": {"tensor": "file", …}}');
  const map = new Map(Object.entries(parsed.data.weight_map));
  for (const [name, file] of map) {
    if (file === basename(file) && file.endsWith('.safetensors')) continue;
    throw indexError(
      `${index}: tensor ${JSON.stringify(name)} is in ${JSON.stringify(file)}`,
      'the name of a .safetensors file in the same folder',
    );
  }
  if (map.size === 0) throw indexError(`${index} names no tensor`, 'every tensor of the model');
  return map;
}

function checkPlace(name: string, file: string, { tensors }: StoredTensors, index: string): void {
  const found = tensors.get(name)?.file.path;
  if (found !== undefined && basename(found) === file) return;
  throw indexError(
    `${index} says that tensor ${JSON.stringify(name)} is in ${file}, but it is ${found === undefined ? 'in none of the files' : `in ${found}`}`,
    'the index of these files',
  );
}

function indexError(what: string, expected: string): ShotbenchError {
  return new ShotbenchError('CLIP_INDEX', `${what}; expected ${expected}; copy or download the files again`);
}
