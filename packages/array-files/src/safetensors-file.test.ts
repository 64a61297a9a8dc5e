import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { afterAll, describe, expect, it } from 'vitest';

import { halfToFloat, type NdArray, openSafetensors, readSafetensors, toFloat32, writeSafetensors } from './index.ts';
import { entry, safetensorsBytes } from '../test/safetensors-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'array-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(bytes: Uint8Array, name = 'x.safetensors'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const ALL_PATTERNS = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
const arrays = new Map<string, NdArray>([
  ['half', { dtype: 'float16', shape: [256, 256], data: ALL_PATTERNS }],
  ['single', { dtype: 'float32', shape: [3], data: Float32Array.of(1.5, -0, Infinity) }],
  ['scalar', { dtype: 'float32', shape: [], data: Float32Array.of(4.6) }],
  ['empty', { dtype: 'float32', shape: [0, 5], data: new Float32Array(0) }],
  ['labels', { dtype: 'int64', shape: [2], data: BigInt64Array.of(-1n, 2n ** 60n) }],
]);

/** A file of one BF16 tensor that holds every pattern. */
const brains = safetensorsBytes({ x: entry('BF16', [65536], 0, 131072) }, [
  ...new Uint8Array(ALL_PATTERNS.buffer.slice(0)),
]);

/** Whether two arrays have the same bytes, NaN included. */
function isSame(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const [left, right] = [a, b].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  return Buffer.compare(left!, right!) === 0;
}

describe('openSafetensors', () => {
  it('knows every tensor from the header and reads each as readSafetensors does', () => {
    const bytes = writeSafetensors(arrays);
    const file = openSafetensors(put(bytes));
    expect([...file.tensors.keys()]).toEqual([...readSafetensors(bytes, 'x').keys()]);
    expect(file.tensors.get('half')).toMatchObject({ stored: 'float16', shape: [256, 256] });
    for (const [name, array] of arrays) {
      const { dtype, shape, data } = file.tensor(name);
      expect([dtype, shape, isSame(data, array.data)]).toEqual([array.dtype, array.shape, true]);
    }
    file.close();
  });

  it('reads float32, float16 and bfloat16 as float32, bit for bit', () => {
    const file = openSafetensors(put(writeSafetensors(arrays)));
    expect(isSame(file.readFloat32('half'), halfToFloat(ALL_PATTERNS))).toBe(true);
    expect(file.readFloat32('single')).toEqual(arrays.get('single')!.data);
    expect(file.readFloat32('scalar')).toEqual(arrays.get('scalar')!.data);
    expect(file.readFloat32('empty')).toHaveLength(0);
    file.close();

    const other = openSafetensors(put(brains, 'brains.safetensors'));
    const upperHalves = Uint32Array.from(ALL_PATTERNS, (pattern) => pattern * 0x10000);
    expect(isSame(other.readFloat32('x'), upperHalves)).toBe(true);
    const { dtype, data } = other.tensor('x');
    expect(dtype).toBe('float32');
    expect(isSame(data, upperHalves)).toBe(true);
    other.close();
  });

  it('reads into a part of another array and leaves the rest alone', () => {
    const file = openSafetensors(put(writeSafetensors(arrays)));
    const values = new Float32Array(65538).fill(7);
    const part = values.subarray(1, 65537);
    expect(file.readFloat32('half', part)).toBe(part);
    expect([values[0], values[65537]]).toEqual([7, 7]);
    expect(isSame(part, halfToFloat(ALL_PATTERNS))).toBe(true);
    expect(() => file.readFloat32('half', values)).toThrow('65538 places for 65536 values of half');
    file.close();
  });

  it('allocates nothing of the size of a tensor but its array', () => {
    const count = 4_000_000;
    const path = put(
      writeSafetensors(new Map([['x', { dtype: 'float16', shape: [count], data: new Uint16Array(count) }]])),
    );
    const file = openSafetensors(path);
    const before = process.memoryUsage().arrayBuffers;
    file.readFloat32('x');
    const grown = process.memoryUsage().arrayBuffers - before;
    file.close();
    expect(grown / (4 * count)).toBeLessThan(1.01);
  });

  it('gives the file back: on closing, on closing twice, and when the header is wrong', () => {
    const free = (): number => {
      const descriptor = openSync(folder, 'r');
      closeSync(descriptor);
      return descriptor;
    };
    const path = put(writeSafetensors(arrays));
    const before = free();
    const file = openSafetensors(path);
    expect(free()).not.toBe(before);
    file.close();
    file.close();
    expect(free()).toBe(before);
    expect(() => file.tensor('half')).toThrow('is closed');
    truncateSync(path, 100);
    expect(codeOf(() => openSafetensors(path))).toBe('SAFETENSORS_TRUNCATED');
    expect(free()).toBe(before);
  });

  it.each<[string, Uint8Array, string, string]>([
    ['an empty file', new Uint8Array(0), 'SAFETENSORS_TRUNCATED', 'it has 0 bytes'],
    ['an absurd header length', safetensorsBytes({}, [], 2n ** 63n), 'SAFETENSORS_TRUNCATED', '9223372036854775808'],
    [
      'a tensor past the end',
      safetensorsBytes({ x: entry('U8', [9], 0, 9) }, [1]),
      'SAFETENSORS_TRUNCATED',
      'tensor "x" ends at byte 9 of the data, which have 1',
    ],
    [
      'a tensor of another size than its shape',
      safetensorsBytes({ x: entry('BF16', [3], 0, 4) }, [1, 2, 3, 4]),
      'SAFETENSORS_SIZE',
      'tensor "x" has 4 bytes for BF16 [3]; expected 6',
    ],
    [
      'a name that appears twice',
      safetensorsBytes('{"x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"x":{}}'),
      'SAFETENSORS_HEADER',
      '"x" appears twice',
    ],
  ])('refuses %s', (_, bytes, code, message) => {
    const path = put(bytes);
    expect(codeOf(() => openSafetensors(path))).toBe(code);
    expect(messageOf(() => openSafetensors(path))).toContain(message);
    expect(messageOf(() => openSafetensors(path)).startsWith(path)).toBe(true);
  });

  it('refuses a header longer than the format allows without reading it', () => {
    const path = put(safetensorsBytes({}, [], 100_000_001n));
    truncateSync(path, 2 ** 37); // sparse: takes no room on the disk
    expect(messageOf(() => openSafetensors(path))).toContain('100000001 bytes, more than the 100000000');
    truncateSync(path, 0);
  });

  it('reads small tensors of a file larger than memory and says which do not fit', () => {
    const size = 2 ** 37;
    const header = { big: entry('F32', [size / 4], 0, size), small: entry('U8', [1], size, size + 1) };
    const path = put(safetensorsBytes(header));
    truncateSync(path, 8 + JSON.stringify(header).length + size + 1);
    const file = openSafetensors(path);
    expect(file.tensor('small').data).toEqual(Uint8Array.of(0));
    for (const read of [() => file.tensor('big'), () => file.readFloat32('big')]) {
      expect(codeOf(read)).toBe('SAFETENSORS_MEMORY');
      expect(messageOf(read)).toContain('tensor "big" of shape [34359738368] does not fit into one array');
    }
    file.close();
    truncateSync(path, 0);
  });

  it('refuses what is not there, not a file, unknown or of another type, and a file that has shrunk', () => {
    expect(messageOf(() => openSafetensors(join(folder, 'none')))).toMatch(/could not read .*none: ENOENT.*; expected/);
    mkdirSync(join(folder, 'sub'));
    expect(messageOf(() => openSafetensors(join(folder, 'sub')))).toContain('not a regular file');

    const path = put(writeSafetensors(arrays));
    const file = openSafetensors(path);
    expect(messageOf(() => file.tensor('y'))).toContain('has no tensor "y"; expected one of its 5, such as "labels"');
    expect(messageOf(() => file.readFloat32('labels'))).toContain('"labels" has element type I64; expected F32, F16');
    truncateSync(path, 1000);
    expect(codeOf(() => file.tensor('half'))).toBe('FILE_READ');
    expect(messageOf(() => file.tensor('half'))).toContain('earlier than when it was opened');
    file.close();
  });
});

describe('toFloat32', () => {
  it('widens float16, rounds float64 and hands float32 on', () => {
    const single = arrays.get('single')!;
    expect(toFloat32({ dtype: 'float16', shape: [2], data: Uint16Array.of(0x3c00, 0xfbff) }, 'x')).toEqual(
      Float32Array.of(1, -65504),
    );
    expect(toFloat32({ dtype: 'float64', shape: [1], data: Float64Array.of(0.1) }, 'x')).toEqual(Float32Array.of(0.1));
    expect(toFloat32(single, 'x')).toBe(single.data);
  });

  it('refuses integers', () => {
    const read = (): unknown => toFloat32(arrays.get('labels')!, 'x.npy');
    expect(codeOf(read)).toBe('ARRAY_DTYPE');
    expect(messageOf(read)).toBe('x.npy is int64 [2]; expected float16, float32 or float64; convert it before saving');
  });
});
