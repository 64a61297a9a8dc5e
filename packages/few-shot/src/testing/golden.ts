import { readFileSync } from 'node:fs';

import { readSafetensors } from '@shotbench/array-files';
import { expect } from 'vitest';

import { type Matrix, matrix } from '../matrix.ts';

/** Numbers that reference code computed, by name. */
export interface Golden {
  /** A float32 tensor of rank 2. */
  rows(name: string): Matrix;
  labels(name: string): Int32Array;
  numbers(name: string): ArrayLike<number>;
  /** Fails where a number differs by more than `tolerance`, relative to the larger ones. */
  expectAll(actual: ArrayLike<number>, name: string, tolerance: number): void;
}

/** Reads a `.safetensors` file of goldens. */
export function openGolden(file: URL): Golden {
  const tensors = readSafetensors(readFileSync(file), file.pathname);
  const tensor = (name: string) => {
    const found = tensors.get(name);
    if (!found) throw new Error(`${file.pathname} has no "${name}"; it has ${[...tensors.keys()].join(', ')}`);
    return found;
  };
  const numbers = (name: string) => tensor(name).data as Float32Array;
  return {
    rows: (name) => matrix(Float32Array.from(numbers(name)), tensor(name).shape[1]!),
    labels: (name) => Int32Array.from(numbers(name)),
    numbers,
    expectAll(actual, name, tolerance) {
      const expected = numbers(name);
      expect(actual.length, `length of ${name}`).toBe(expected.length);
      for (let i = 0; i < expected.length; i++) {
        const allowed = tolerance * Math.max(1, Math.abs(expected[i]!));
        expect(Math.abs(actual[i]! - expected[i]!), `${name}[${i}]`).toBeLessThanOrEqual(allowed);
      }
    },
  };
}
