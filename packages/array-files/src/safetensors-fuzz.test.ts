import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { type NdArray, openSafetensors, readSafetensors } from './index.ts';
import { anyMutations, type HeaderFormat, mutate } from '../test/mutations.ts';

const folder = mkdtempSync(join(tmpdir(), 'array-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'x.safetensors');

const BYTES: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2, I64: 8, U8: 1, BOOL: 1 };
const MORE_BYTES: Readonly<Record<string, number>> = {
  ...BYTES,
  F64: 8,
  I8: 1,
  I16: 2,
  U16: 2,
  I32: 4,
  U32: 4,
  U64: 8,
};

const format: HeaderFormat = {
  read(bytes) {
    const end = endOfHeader(bytes);
    return end === undefined ? undefined : Buffer.from(bytes.subarray(8, end)).toString('utf8');
  },
  replace(bytes, text) {
    const header = Buffer.from(text);
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(BigInt(header.length));
    return Buffer.concat([prefix, header, bytes.subarray(endOfHeader(bytes))]);
  },
  words: [
    ...['0', '1', '2', '3', '4', '-1', '8', '12', '16', '24', '0.5', '1e2', '4294967296', '9007199254740992', '1e308'],
    ...Object.keys(MORE_BYTES).map((code) => `"${code}"`),
    ...['"a"', '"b"', '"shape"', '"dtype"', '"__proto__"', '"__metadata__"', '"F8_E4M3"', 'null', 'true'],
    ...['{', '}', '[', ']', ',', ':', ' ', '\n', '\\u0061', '"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},'],
  ],
};

function endOfHeader(bytes: Uint8Array): number | undefined {
  if (bytes.length < 8) return undefined;
  const length = Buffer.from(bytes).readBigUInt64LE();
  return length <= bytes.length - 8 ? 8 + Number(length) : undefined;
}

/** A small file of several tensors and types; the bytes are all different. */
function file(codes: readonly string[], shapes: readonly (readonly number[])[]): Uint8Array {
  let offset = 0;
  const members = codes.map((dtype, i) => {
    const begin = offset;
    offset += shapes[i]!.reduce((product, dim) => product * dim, BYTES[dtype]!);
    return [`${'abc'[i]}`, { dtype, shape: shapes[i], data_offsets: [begin, offset] }];
  });
  const header = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(members) });
  const data = Uint8Array.from({ length: offset }, (_, i) => 37 * i + 11);
  return format.replace(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, ...data), header);
}

const FILES = [
  file(['F32', 'F16', 'BF16'], [[2, 2], [3], [1, 2]]),
  file(['I64', 'U8', 'BOOL'], [[1], [], [0, 7]]),
  file(['F16', 'F16'], [[4], [4]]),
];

interface SlowTensor {
  readonly code: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** What the format's description says of a file, in the order in which it says it; undefined if it is not one. */
function slowRead(bytes: Uint8Array): Map<string, SlowTensor> | undefined {
  const start = endOfHeader(bytes);
  if (start === undefined) return undefined;
  let header: Record<string, { dtype: unknown; shape: unknown; data_offsets: unknown }>;
  try {
    const text = new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(8, start));
    header = JSON.parse(text) as typeof header;
  } catch {
    return undefined;
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) return undefined;
  const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  const tensors = new Map<string, SlowTensor>();
  const covered = new Uint8Array(bytes.length - start);
  for (const name of Object.keys(header).filter((key) => key !== '__metadata__')) {
    const member = header[name];
    if (typeof member !== 'object' || member === null) return undefined;
    const { dtype, shape, data_offsets: offsets } = member;
    if (typeof dtype !== 'string' || !Object.hasOwn(MORE_BYTES, dtype)) return undefined;
    if (!Array.isArray(shape) || !shape.every(isIndex)) return undefined;
    if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isIndex)) return undefined;
    const [begin, end] = offsets as [number, number];
    const size = BigInt(MORE_BYTES[dtype]!) * shape.reduce((product, dim) => product * BigInt(dim), 1n);
    if (begin > end || end > covered.length || BigInt(end - begin) !== size) return undefined;
    for (let i = begin; i < end; i++) if (++covered[i]! > 1) return undefined;
    tensors.set(name, { code: dtype, shape, bytes: bytes.slice(start + begin, start + end) });
  }
  // Empty tensors cover nothing, and must still lie at a border.
  return covered.every((count) => count === 1) ? tensors : undefined;
}

/** The array's values as the file would hold them; BF16 has been widened. */
function bytesInFile(array: NdArray, code: string): Uint8Array {
  const bytes = new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength);
  return code === 'BF16' ? bytes.filter((_, i) => i % 4 >= 2) : bytes;
}

function agrees(tensors: ReadonlyMap<string, NdArray>, expected: ReadonlyMap<string, SlowTensor>): boolean {
  if (tensors.size !== expected.size) return false;
  return [...expected].every(([name, { code, shape, bytes }]) => {
    const array = tensors.get(name);
    if (array === undefined || Buffer.compare(bytesInFile(array, code), bytes) !== 0) return false;
    return array.shape.length === shape.length && shape.every((dim, i) => dim === array.shape[i]);
  });
}

function attempt<T>(read: () => T): T | ShotbenchError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ShotbenchError) return error;
    throw error;
  }
}

/** Whether the reader is right to refuse what the slow reader takes: it also minds repeated keys and stray empty tensors. */
function isStricter({ message }: ShotbenchError): boolean {
  return message.includes('appears twice in one object') || message.includes('expected no gap and no overlap');
}

const files = fc.nat(FILES.length - 1).map((i) => FILES[i]!);
const mutations = anyMutations(format.words);

describe('a damaged safetensors file', () => {
  it('is read by the letter of its header or refused in one line, in 10,000 cases', () => {
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(files, mutations, (original, changes) => {
        const bytes = mutate(original, changes, format);
        const seen = attempt(() => readSafetensors(bytes, 'x.safetensors'));
        const expected = slowRead(bytes);
        counts[seen instanceof ShotbenchError ? 'refused' : 'read']++;
        if (!(seen instanceof ShotbenchError)) return expected !== undefined && agrees(seen, expected);
        if (!/^x\.safetensors[^\n]*;[^\n]*$/.test(seen.message) || !seen.code.startsWith('SAFETENSORS_')) return false;
        return expected === undefined || isStricter(seen);
      }),
      { numRuns: 10_000, seed: 20_211 },
    );
    // Neither side may be so rare that it is not tested.
    expect(counts.read).toBeGreaterThan(300);
    expect(counts.refused).toBeGreaterThan(5000);
  });

  it('is never refused where only its data were changed, and only the changed values differ', () => {
    fc.assert(
      fc.property(files, fc.nat(100_000), fc.integer({ min: 1, max: 255 }), (original, position, mask) => {
        const start = endOfHeader(original)!;
        const at = start + (position % (original.length - start));
        const before = slowRead(original)!;
        const after = readSafetensors(
          original.map((byte, i) => (i === at ? byte ^ mask : byte)),
          'x',
        );
        let offset = start;
        for (const [name, { code, bytes }] of before) {
          const differing = bytesInFile(after.get(name)!, code).findIndex((byte, i) => byte !== bytes[i]);
          const isHit = at >= offset && at < offset + bytes.length;
          if (differing !== (isHit ? at - offset : -1)) return false;
          offset += bytes.length;
        }
        return true;
      }),
      { numRuns: 1000, seed: 20_212 },
    );
  });

  it('fares the same when it is opened on the disk', () => {
    fc.assert(
      fc.property(files, mutations, (original, changes) => {
        const bytes = mutate(original, changes, format);
        writeFileSync(path, bytes);
        const whole = attempt(() => readSafetensors(bytes, path));
        const lazy = attempt(() => openSafetensors(path));
        if (lazy instanceof ShotbenchError || whole instanceof ShotbenchError) {
          return lazy instanceof ShotbenchError && whole instanceof ShotbenchError && lazy.message === whole.message;
        }
        const tensors = new Map([...lazy.tensors.keys()].map((name) => [name, lazy.tensor(name)]));
        lazy.close();
        const expected = slowRead(bytes);
        return expected !== undefined && agrees(tensors, expected);
      }),
      { numRuns: 1000, seed: 20_213 },
    );
  });
});
