import { ShotbenchError } from '@shotbench/errors';
import { type HostTensor, sizeOf } from '@shotbench/tensor';

import type { ShapeMap } from './canonical-shapes.ts';
import { isIgnored } from './ignored-tensors.ts';
import type { StoredTensor } from './stored-tensors.ts';
import type { TensorSource } from './tensor-source.ts';

/** A tensor of weights: float32 in an array of its own. */
export interface WeightTensor extends HostTensor {
  readonly dtype: 'float32';
  readonly data: Float32Array;
}

/** What to read and from where. */
export interface WeightsPlan {
  /** Every tensor of the files. */
  readonly stored: ReadonlyMap<string, StoredTensor>;
  /** Every tensor of the model. */
  readonly shapes: ShapeMap;
  readonly sourceOf: (canonical: string) => TensorSource;
  /** The file of the weights, or the index of several: a name for messages. */
  readonly file: string;
}

/** One tensor whose parts are there and have the right shapes and types. */
interface Reading {
  readonly name: string;
  readonly shape: readonly number[];
  readonly parts: readonly (readonly [name: string, tensor: StoredTensor])[];
  readonly isTransposed: boolean;
}

/**
 * Reads all weights of a model as float32, each straight into its own array; stacked tensors are read part by part.
 * Everything is checked before the first value is read.
 *
 * @throws ShotbenchError `CLIP_MISSING`, `CLIP_SHAPE`, `CLIP_DTYPE`, `CLIP_UNKNOWN` or `CLIP_VALUE` naming the file and
 *   the tensor.
 */
export function readWeights(plan: WeightsPlan): ReadonlyMap<string, WeightTensor> {
  const readings = [...plan.shapes].map(([name, shape]) => checkTensor(name, shape, plan));
  checkLeftovers(readings, plan);
  return new Map(readings.map((reading) => [reading.name, read(reading)]));
}

function checkTensor(name: string, shape: readonly number[], { stored, sourceOf, file }: WeightsPlan): Reading {
  const { parts, isTransposed } = sourceOf(name);
  const [first, ...others] = isTransposed ? [...shape].reverse() : shape;
  const expected = first === undefined ? [] : [first / parts.length, ...others];
  return {
    name,
    shape,
    isTransposed,
    parts: parts.map((part) => {
      const tensor = stored.get(part);
      if (tensor === undefined) {
        throw new ShotbenchError(
          'CLIP_MISSING',
          `${file}: tensor "${part}" is missing among the ${stored.size} there; expected float32, float16 or bfloat16 ${format(expected)}; copy or download the whole model`,
        );
      }
      checkPart(part, tensor, expected);
      return [part, tensor];
    }),
  };
}

function checkPart(name: string, { stored, shape, file }: StoredTensor, expected: readonly number[]): void {
  // open_clip may store its scale as one value in a list.
  const isScalar = expected.length === 0 && shape.length === 1 && shape[0] === 1;
  if (!isScalar && (shape.length !== expected.length || shape.some((dim, i) => dim !== expected[i]))) {
    throw new ShotbenchError(
      'CLIP_SHAPE',
      `${file.path}: tensor "${name}" has shape ${format(shape)}; expected ${format(expected)} by the model's configuration; the weights and the configuration are of different models`,
    );
  }
  if (stored !== 'float32' && stored !== 'float16' && stored !== 'bfloat16') {
    throw new ShotbenchError(
      'CLIP_DTYPE',
      `${file.path}: tensor "${name}" has element type ${stored}; expected float32, float16 or bfloat16; convert it before saving`,
    );
  }
}

function checkLeftovers(readings: readonly Reading[], { stored }: WeightsPlan): void {
  const used = new Set(readings.flatMap(({ parts }) => parts.map(([name]) => name)));
  const unknown = [...stored].filter(([name]) => !used.has(name) && !isIgnored(name));
  const [first, ...others] = unknown;
  if (first === undefined) return;
  const [name, { file, shape }] = first;
  throw new ShotbenchError(
    'CLIP_UNKNOWN',
    `${file.path}: tensor ${JSON.stringify(name)} ${format(shape)}${others.length === 0 ? '' : ` and ${others.length} more`} belong${others.length === 0 ? 's' : ''} to no part of a CLIP model of this configuration; expected only its ${used.size} tensors; the model is of another kind or the configuration of another model`,
  );
}

function read({ shape, parts, isTransposed }: Reading): WeightTensor {
  const data = new Float32Array(sizeOf(shape));
  const length = data.length / parts.length;
  parts.forEach(([part, { file }], i) => {
    const values = isTransposed
      ? file.readFloat32(part)
      : file.readFloat32(part, data.subarray(i * length, (i + 1) * length));
    if (isTransposed) transposeInto(values, shape as [number, number], data);
    checkFinite(values, part, file.path);
  });
  return { dtype: 'float32', shape, data };
}

/** values [columns, rows] → data [rows, columns] */
function transposeInto(values: Float32Array, [rows, columns]: readonly [number, number], data: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      data[row * columns + column] = values[column * rows + row] as number;
    }
  }
}

/** x · 0 is 0 unless x is NaN or infinite. Four sums keep the processor busy: each addition waits for the last of its sum. */
function checkFinite(values: Float32Array, name: string, file: string): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const even = values.length - (values.length % 4);
  for (let i = 0; i < even; i += 4) {
    a += (values[i] as number) * 0;
    b += (values[i + 1] as number) * 0;
    c += (values[i + 2] as number) * 0;
    d += (values[i + 3] as number) * 0;
  }
  for (let i = even; i < values.length; i++) a += (values[i] as number) * 0;
  if (a + b + c + d === 0) return;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  throw new ShotbenchError(
    'CLIP_VALUE',
    `${file}: tensor "${name}" has ${values[wrong]} at element ${wrong}; expected finite numbers; copy or save the weights again`,
  );
}

function format(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
