import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openSafetensors, readSafetensors, writeSafetensors, type NdArray } from './index.ts';
import { anyArray } from '../test/any-array.ts';
import { entry, safetensorsBytes as file } from '../test/safetensors-bytes.ts';

describe('readSafetensors', () => {
  it('reads tensors in order of their data, whatever the order of the header', () => {
    const bytes = file(
      { labels: entry('I32', [1], 4, 8), __metadata__: { format: 'pt' }, features: entry('F16', [1, 2], 0, 4) },
      [0x00, 0x3c, 0x00, 0xc0, 5, 0, 0, 0],
    );
    expect([...readSafetensors(bytes, 'x.safetensors')]).toEqual([
      ['features', { dtype: 'float16', shape: [1, 2], data: Uint16Array.of(0x3c00, 0xc000) }],
      ['labels', { dtype: 'int32', shape: [1], data: Int32Array.of(5) }],
    ]);
  });

  it('widens bfloat16 to float32', () => {
    const tensors = readSafetensors(file({ x: entry('BF16', [2], 0, 4) }, [0x80, 0x3f, 0x20, 0xc0]), 'x');
    expect(tensors.get('x')).toEqual({ dtype: 'float32', shape: [2], data: Float32Array.of(1, -2.5) });
  });

  it('reads empty files and empty tensors', () => {
    expect(readSafetensors(file({}), 'x').size).toBe(0);
    const tensors = readSafetensors(file({ a: entry('F32', [0, 3], 0, 0), b: entry('U8', [], 0, 1) }, [9]), 'x');
    expect(tensors.get('a')).toEqual({ dtype: 'float32', shape: [0, 3], data: new Float32Array(0) });
    expect(tensors.get('b')).toEqual({ dtype: 'uint8', shape: [], data: Uint8Array.of(9) });
  });

  it.each<[string, Uint8Array, string, string]>([
    ['no length', file({}).subarray(0, 7), 'SAFETENSORS_TRUNCATED', 'it has 7 bytes'],
    ['a cut header', file({}, [], 9n), 'SAFETENSORS_TRUNCATED', 'header has 9 bytes, but only 2 follow'],
    ['an absurd length', file({}, [], 2n ** 64n - 1n), 'SAFETENSORS_TRUNCATED', '18446744073709551615 bytes'],
    ['broken JSON', file('{"x":\n{'), 'SAFETENSORS_HEADER', 'JSON'],
    ['bytes that are not UTF-8', file('{}').fill(0xff, 8), 'SAFETENSORS_HEADER', 'not valid for encoding utf-8'],
    [
      'a name that appears twice',
      file(
        `{"x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\\u0078":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}`,
      ),
      'SAFETENSORS_HEADER',
      '"x" appears twice',
    ],
    [
      'a member of a tensor that appears twice',
      file(`{"x":{"dtype":"U8","shape":[0],"shape":[1],"data_offsets":[0,0]}}`),
      'SAFETENSORS_HEADER',
      '"shape" appears twice',
    ],
    ['a list', file([]), 'SAFETENSORS_HEADER', 'not a JSON object'],
    ['a type on two lines', file({ 'x\ny': entry('U8\n', [0], 0, 0) }), 'SAFETENSORS_DTYPE', '"x\\ny"'],
    ['an entry without a type', file({ x: { shape: [], data_offsets: [0, 0] } }), 'SAFETENSORS_HEADER', '"x": dtype:'],
    ['a negative dimension', file({ x: entry('U8', [-1], 0, 0) }), 'SAFETENSORS_HEADER', '"x": shape.0:'],
    ['a broken offset', file({ x: entry('U8', [1], 0, 0.5) }), 'SAFETENSORS_HEADER', '"x": data_offsets.1:'],
    ['an unknown type', file({ x: entry('F8_E4M3', [1], 0, 1) }, [0]), 'SAFETENSORS_DTYPE', '"F8_E4M3"; expected'],
    [
      'a range that is not the shape',
      file({ x: entry('F32', [2], 0, 4) }, [0, 0, 0, 0]),
      'SAFETENSORS_SIZE',
      '4 bytes for F32 [2]; expected 8',
    ],
    [
      'an overlap',
      file({ x: entry('U8', [2], 0, 2), y: entry('U8', [2], 1, 3) }, [0, 0, 0]),
      'SAFETENSORS_OFFSETS',
      '"y" lies at bytes 1 to 3',
    ],
    [
      'a gap',
      file({ x: entry('U8', [1], 0, 1), y: entry('U8', [1], 2, 3) }, [0, 0, 0]),
      'SAFETENSORS_OFFSETS',
      'end at 1',
    ],
    ['a backward range', file({ x: entry('U8', [0], 0, 0), y: entry('U8', [1], 0, -1) }), 'SAFETENSORS_HEADER', '"y"'],
    [
      'a range that ends before it begins',
      file({ x: entry('U8', [2], 0, 2), y: entry('U8', [1], 2, 1) }, [0, 0]),
      'SAFETENSORS_OFFSETS',
      '"y" lies at bytes 2 to 1',
    ],
    [
      'cut data',
      file({ x: entry('U8', [3], 0, 3) }, [0, 0]),
      'SAFETENSORS_TRUNCATED',
      'ends at byte 3 of the data, which have 2',
    ],
    [
      'trailing data',
      file({ x: entry('U8', [1], 0, 1) }, [0, 0]),
      'SAFETENSORS_TRAILING',
      '2 bytes of data, but its tensors end at 1',
    ],
  ])('refuses %s', (_, bytes, code, message) => {
    expect(codeOf(() => readSafetensors(bytes, 'dir/x.safetensors'))).toBe(code);
    expect(messageOf(() => readSafetensors(bytes, 'dir/x.safetensors'))).toContain(message);
    expect(messageOf(() => readSafetensors(bytes, 'dir/x.safetensors'))).toMatch(/^dir\/x\.safetensors[^\n]*;[^\n]*$/);
  });
});

describe('writeSafetensors', () => {
  it('is undone by readSafetensors for any names, types and shapes, and aligns every tensor', () => {
    const named = fc.array(fc.tuple(fc.string({ unit: 'binary' }), anyArray), { maxLength: 6 });
    fc.assert(
      fc.property(named, (pairs) => {
        const tensors = new Map(pairs);
        const bytes = writeSafetensors(tensors);
        expect(Object.fromEntries(readSafetensors(bytes, 'x'))).toEqual(Object.fromEntries(tensors));
        expect(Number(Buffer.from(bytes).readBigUInt64LE()) % 8).toBe(0);
        const reversed = new Map([...tensors].reverse());
        expect(writeSafetensors(reversed)).toEqual(bytes);
      }),
    );
  });

  it('keeps names that mean something to JavaScript objects', () => {
    const one: NdArray = { dtype: 'int8', shape: [1], data: Int8Array.of(1) };
    const bytes = writeSafetensors(
      new Map([
        ['__proto__', one],
        ['10', one],
        ['9', one],
      ]),
    );
    expect([...readSafetensors(bytes, 'x').keys()].sort()).toEqual(['10', '9', '__proto__']);
  });

  it('keeps text beside the tensors', () => {
    const array: NdArray = { dtype: 'int8', shape: [1], data: Int8Array.of(1) };
    const bytes = writeSafetensors(new Map([['x', array]]), { position: 'end', note: '"q" ü' });
    const path = join(mkdtempSync(join(tmpdir(), 'safetensors-')), 'x.safetensors');
    writeFileSync(path, bytes);
    const opened = openSafetensors(path);
    expect(opened.metadata).toEqual({ position: 'end', note: '"q" ü' });
    expect(opened.tensor('x')).toEqual(array);
    opened.close();
    expect([...readSafetensors(bytes, 'x')]).toEqual([['x', array]]);
  });

  it('refuses the reserved name and data that do not fill the shape', () => {
    const array: NdArray = { dtype: 'int8', shape: [1], data: Int8Array.of(1) };
    expect(codeOf(() => writeSafetensors(new Map([['__metadata__', array]])))).toBe('SAFETENSORS_NAME');
    expect(codeOf(() => writeSafetensors(new Map([['x', { ...array, shape: [2] }]])))).toBe('ARRAY_SIZE');
  });
});
