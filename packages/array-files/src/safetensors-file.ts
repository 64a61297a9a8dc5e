import { closeSync } from 'node:fs';

import { ShotbenchError } from '@shotbench/errors';

import { bfloat16ToFloat } from './bfloat16.ts';
import { halfToFloat } from './half.ts';
import { bytesOf, elementCount, emptyArray, formatShape, type NdArray } from './nd-array.ts';
import { openFile, readAt } from './read-at.ts';
import type { StoredDType } from './safetensors-dtype.ts';
import {
  endOfHeader,
  readSafetensorsHeader,
  SAFETENSORS_PREFIX,
  type SafetensorsMetadata,
} from './safetensors-header.ts';
import { type CheckedEntry, checkLayout } from './safetensors-layout.ts';

/**
 * Tensors are read through a buffer of this many bytes, a multiple of every element's. Reading into the tensor's own
 * memory would have the system map each of its pages before our code does so again: of 600 MB that took 2.6 to 3.0 s,
 * and 3.9 s with the first use, against 2.1 to 2.6 s this way (virtual machine, page faults of 15 µs).
 */
const PART = 2 ** 20;

/** What a safetensors file says of one tensor before its values are read. */
export interface SafetensorsTensor {
  readonly stored: StoredDType;
  readonly shape: readonly number[];
}

/** An open safetensors file whose tensors are read one at a time; see {@link openSafetensors}. */
export class SafetensorsFile {
  readonly path: string;
  /** Every tensor in order of its data. */
  readonly tensors: ReadonlyMap<string, SafetensorsTensor>;
  /** What it says besides. */
  readonly metadata: SafetensorsMetadata;
  readonly #entries: ReadonlyMap<string, CheckedEntry>;
  readonly #start: number;
  readonly #part = new Uint8Array(PART);
  #descriptor: number | undefined;

  /** @internal Made by {@link openSafetensors}. */
  constructor(path: string, descriptor: number, size: number) {
    const prefix = new Uint8Array(Math.min(SAFETENSORS_PREFIX, size));
    readAt(descriptor, 0, prefix, path);
    const header = new Uint8Array(endOfHeader(prefix, size, path));
    readAt(descriptor, 0, header, path);
    const { entries, start, metadata } = readSafetensorsHeader(header, path);
    this.metadata = metadata;
    this.path = path;
    this.#entries = new Map(checkLayout(entries, size - start, path).map((entry) => [entry.name, entry]));
    this.tensors = this.#entries;
    this.#start = start;
    this.#descriptor = descriptor;
  }

  /**
   * Reads one tensor from the disk into an array of its own. BF16 becomes float32, as {@link readSafetensors} has it.
   * @throws ShotbenchError `SAFETENSORS_MISSING`, `SAFETENSORS_MEMORY` or `FILE_READ`
   */
  tensor(name: string): NdArray {
    const entry = this.#entry(name);
    if (entry.stored === 'bfloat16') return { dtype: 'float32', shape: entry.shape, data: this.readFloat32(name) };
    const array = this.#allocate(entry, entry.stored);
    const bytes = bytesOf(array.data);
    this.#read(entry, (part, begin) => bytes.set(part, begin));
    return array;
  }

  /**
   * Reads one tensor of float32, float16 or bfloat16 as float32. Nothing of its size is allocated but the result.
   *
   * @param into Filled and returned if given; must have as many elements as the tensor.
   * @throws ShotbenchError `SAFETENSORS_MISSING`, `SAFETENSORS_DTYPE`, `SAFETENSORS_MEMORY` or `FILE_READ`
   */
  readFloat32(name: string, into?: Float32Array): Float32Array {
    const entry = this.#entry(name);
    const { stored, dtype, shape } = entry;
    if (stored !== 'float32' && stored !== 'float16' && stored !== 'bfloat16') {
      throw new ShotbenchError(
        'SAFETENSORS_DTYPE',
        `${this.path}: tensor ${JSON.stringify(name)} has element type ${dtype}; expected F32, F16 or BF16; convert it before saving`,
      );
    }
    const values = into ?? (this.#allocate(entry, 'float32').data as Float32Array);
    const count = elementCount(shape);
    if (values.length !== count) throw new RangeError(`${values.length} places for ${count} values of ${name}`);
    const bytes = bytesOf(values);
    const widen = stored === 'float16' ? halfToFloat : bfloat16ToFloat;
    this.#read(entry, (part, begin) => {
      if (stored === 'float32') bytes.set(part, begin);
      else
        widen(new Uint16Array(part.buffer, 0, part.length / 2), values.subarray(begin / 2, (begin + part.length) / 2));
    });
    return values;
  }

  /** Gives the file back to the system. Arrays that have been read stay; closing twice does nothing. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #entry(name: string): CheckedEntry {
    const entry = this.#entries.get(name);
    if (entry !== undefined) return entry;
    const names = [...this.#entries.keys()].slice(0, 3).map((known) => JSON.stringify(known));
    throw new ShotbenchError(
      'SAFETENSORS_MISSING',
      `${this.path} has no tensor ${JSON.stringify(name)}; expected one of its ${this.#entries.size}, such as ${names.join(', ')}; check the name`,
    );
  }

  #allocate({ name, shape }: CheckedEntry, dtype: NdArray['dtype']): NdArray {
    try {
      return emptyArray(dtype, shape);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ShotbenchError(
        'SAFETENSORS_MEMORY',
        `${this.path}: tensor ${JSON.stringify(name)} of shape ${formatShape(shape)} does not fit into one array; expected a smaller tensor or more memory`,
        { cause: error },
      );
    }
  }

  /** Hands out a tensor's bytes one part after the other, in a buffer that the next part overwrites. */
  #read({ begin, end }: CheckedEntry, take: (part: Uint8Array, begin: number) => void): void {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    for (let at = begin; at < end; at += this.#part.length) {
      const part = this.#part.subarray(0, Math.min(this.#part.length, end - at));
      readAt(this.#descriptor, this.#start + at, part, this.path);
      take(part, at - begin);
    }
  }
}

/**
 * Opens a safetensors file of any size. Only the header is read, with the checks of {@link readSafetensors}; each tensor
 * is read when it is asked for. Close the file after use.
 *
 * @throws ShotbenchError `FILE_READ`, `SAFETENSORS_TRUNCATED`, `SAFETENSORS_HEADER`, `SAFETENSORS_DTYPE`,
 *   `SAFETENSORS_SIZE`, `SAFETENSORS_OFFSETS` or `SAFETENSORS_TRAILING`
 */
export function openSafetensors(path: string): SafetensorsFile {
  const { descriptor, size } = openFile(path);
  try {
    return new SafetensorsFile(path, descriptor, size);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
