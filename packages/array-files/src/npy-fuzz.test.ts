import { ShotbenchError } from '@shotbench/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readNpy, writeNpy, type NdArray } from './index.ts';
import { anyMutations, type HeaderFormat, mutate } from '../test/mutations.ts';

const SIZES: Readonly<Record<string, [dtype: string, bytes: number]>> = {
  f2: ['float16', 2],
  f4: ['float32', 4],
  f8: ['float64', 8],
  i1: ['int8', 1],
  u1: ['uint8', 1],
  i2: ['int16', 2],
  u2: ['uint16', 2],
  i4: ['int32', 4],
  u4: ['uint32', 4],
  i8: ['int64', 8],
  u8: ['uint64', 8],
  b1: ['bool', 1],
};

const format: HeaderFormat = {
  read(bytes) {
    const range = headerRange(bytes);
    return range && Buffer.from(bytes.subarray(...range)).toString('latin1');
  },
  replace(bytes, text) {
    const [start, end] = headerRange(bytes)!;
    const prefix = Buffer.from(bytes.subarray(0, start));
    if (prefix[6] === 1) prefix.writeUInt16LE(text.length, 8);
    else prefix.writeUInt32LE(text.length, 8);
    return Buffer.concat([prefix, Buffer.from(text, 'latin1'), bytes.subarray(end)]);
  },
  words: [
    ...['0', '1', '2', '3', '-1', '6', '12', '0.5', '1e2', '2L', '4294967296', '9007199254740993', '9'.repeat(400)],
    ...['<f2', '>f2', '=f4', '|u1', '<i8', '|b1', '<c8', '|O', '<U5', 'f4', ''].map((descr) => `'${descr}'`),
    ...["'descr'", '"shape"', "'fortran_order'", 'True', 'False', 'None', "'shape': (),", "[('a', '<f4')]"],
    ...['(', ')', '{', '}', ',', ':', "'", '"', ' ', '\n', ' '.repeat(300), '(3,)', '()', '(2, 3)'],
  ],
};

function headerRange(bytes: Uint8Array): [start: number, end: number] | undefined {
  if (bytes.length < 12) return undefined;
  const view = Buffer.from(bytes);
  const start = bytes[6] === 1 ? 10 : 12;
  const end = start + (bytes[6] === 1 ? view.readUInt16LE(8) : view.readUInt32LE(8));
  return end <= bytes.length && end <= 60_000 ? [start, end] : undefined;
}

const ARRAYS: readonly NdArray[] = [
  { dtype: 'float16', shape: [2, 3], data: Uint16Array.of(1, 0x3c00, 0x7e00, 0xffff, 0x8000, 7) },
  { dtype: 'float32', shape: [], data: Float32Array.of(-1.5) },
  { dtype: 'int64', shape: [3], data: BigInt64Array.of(-1n, 2n ** 62n, 0n) },
  { dtype: 'bool', shape: [2, 0, 2], data: new Uint8Array(0) },
];

/** The same file as version 2.0 or 3.0, whose header length takes four bytes. */
function ofVersion(bytes: Uint8Array, version: number): Uint8Array {
  return Uint8Array.of(...bytes.subarray(0, 6), version, 0, bytes[8]!, bytes[9]!, 0, 0, ...bytes.subarray(10));
}

const FILES = ARRAYS.flatMap((array) => [
  writeNpy(array),
  ofVersion(writeNpy(array), 2),
  ofVersion(writeNpy(array), 3),
]);

interface SlowArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** What a file holds if its header is made JSON, character by character. It takes a few headers that Python would not. */
function slowRead(bytes: Uint8Array): SlowArray | undefined {
  const range = headerRange(bytes);
  const begins = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (range === undefined || !/^\x93NUMPY[\x01-\x03]\0$/.test(begins)) return undefined;
  const literal = Buffer.from(bytes.subarray(...range)).toString('latin1');
  const json = literal
    .replace(/\((\s*\d+L?\s*),\s*\)/, '[$1]')
    .replaceAll('(', '[')
    .replaceAll(')', ']')
    .replace(/(\d)L/g, '$1')
    .replaceAll("'", '"')
    .replaceAll('True', 'true')
    .replaceAll('False', 'false')
    .replace(/,(\s*[\]}])/g, '$1')
    .replace(/([[,]\s*)0+(?=\d)/g, '$1')
    // White space to Python's eyes that JSON does not know.
    .replace(/\s/g, ' ');
  let header: { descr: unknown; fortran_order: unknown; shape: unknown };
  try {
    header = JSON.parse(json) as typeof header;
  } catch {
    return undefined;
  }
  if (Object.keys(header).sort().join() !== 'descr,fortran_order,shape') return undefined;
  const { descr, fortran_order: fortran, shape } = header;
  if (typeof descr !== 'string' || fortran !== false || !Array.isArray(shape)) return undefined;
  const [dtype, size] = SIZES[descr.slice(1)] ?? [];
  const isInOrder = size === 1 ? /^[<>=|]/.test(descr) : descr.startsWith('<');
  if (dtype === undefined || size === undefined || !isInOrder) return undefined;
  if (!shape.every((dim) => Number.isSafeInteger(dim) && dim >= 0)) return undefined;
  const count = shape.reduce((product: bigint, dim: number) => product * BigInt(dim), 1n);
  const data = bytes.slice(range[1]);
  return BigInt(size) * count === BigInt(data.length) ? { dtype, shape, bytes: data } : undefined;
}

function agrees(array: NdArray, expected: SlowArray): boolean {
  const bytes = new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength);
  const { dtype, shape } = expected;
  if (array.dtype !== dtype || Buffer.compare(bytes, expected.bytes) !== 0) return false;
  return array.shape.length === shape.length && shape.every((dim, i) => dim === array.shape[i]);
}

const files = fc.nat(FILES.length - 1).map((i) => FILES[i]!);

describe('a damaged .npy file', () => {
  it('is read by the letter of its header or refused in one line, in 10,000 cases', () => {
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(files, anyMutations(format.words), (original, changes) => {
        const bytes = mutate(original, changes, format);
        try {
          const array = readNpy(bytes, 'x.npy');
          counts.read++;
          const expected = slowRead(bytes);
          return expected !== undefined && agrees(array, expected);
        } catch (error) {
          if (!(error instanceof ShotbenchError)) throw error;
          counts.refused++;
          return /^x\.npy[^\n]*;[^\n]*$/.test(error.message) && error.code.startsWith('NPY_');
        }
      }),
      { numRuns: 10_000, seed: 20_214 },
    );
    // Neither side may be so rare that it is not tested.
    expect(counts.read).toBeGreaterThan(300);
    expect(counts.refused).toBeGreaterThan(5000);
  });

  it('is never refused where only its data were changed, and only the changed value differs', () => {
    const full = FILES.filter((bytes) => bytes.length > headerRange(bytes)![1]);
    fc.assert(
      fc.property(
        fc.constantFrom(...full),
        fc.nat(1000),
        fc.integer({ min: 1, max: 255 }),
        (original, position, mask) => {
          const [, start] = headerRange(original)!;
          const at = start + (position % (original.length - start));
          const changed = original.map((byte, i) => (i === at ? byte ^ mask : byte));
          const { data } = readNpy(changed, 'x.npy');
          const seen = new Uint8Array(data.buffer);
          const before = original.subarray(start);
          return seen.every((byte, i) => (byte === before[i]) === (start + i !== at));
        },
      ),
      { numRuns: 1000, seed: 20_215 },
    );
  });

  it('is refused in no time, however long a tuple that is not one', () => {
    const tuples = ['3,4' + ' '.repeat(60_000) + 'L', '3' + ' '.repeat(60_000) + ',L', '3,'.repeat(30_000) + 'L'];
    for (const tuple of tuples) {
      const header = `{'descr': '<f2', 'fortran_order': False, 'shape': (${tuple}), }`;
      const bytes = format.replace(ofVersion(FILES[0]!, 2), header);
      const begin = performance.now();
      expect(() => readNpy(bytes, 'x.npy')).toThrow("header that is not NumPy's");
      expect(performance.now() - begin).toBeLessThan(1500);
    }
  });
});
