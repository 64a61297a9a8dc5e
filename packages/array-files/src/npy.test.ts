import { codeOf, messageOf } from '@shotbench/errors/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readNpy, writeNpy, type NdArray } from './index.ts';
import { anyArray } from '../test/any-array.ts';

/** An .npy file put together by hand, by default as NumPy 2.4 writes `numpy.array([[1.5, -2, 65504]], '<f2')`. */
function npy(parts: { version?: number[]; header?: string; data?: number[] } = {}): Uint8Array {
  const { version = [1, 0], header = dictionary(), data = [0x00, 0x3e, 0x00, 0xc0, 0xff, 0x7b] } = parts;
  const text = [...header].map((character) => character.charCodeAt(0));
  const length = version[0] === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...Buffer.from('NUMPY'), ...version, ...length, ...text, ...data]);
}

function dictionary(descr = "'<f2'", order = 'False', shape = '(1, 3)'): string {
  const text = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;
  return `${text}${' '.repeat(117 - text.length)}\n`;
}

const half: NdArray = { dtype: 'float16', shape: [1, 3], data: Uint16Array.from([0x3e00, 0xc000, 0x7bff]) };

describe('readNpy', () => {
  it.each([
    ['version 1.0', npy()],
    ['version 2.0', npy({ version: [2, 0] })],
    ['version 3.0', npy({ version: [3, 0] })],
    ['other keys first, double quotes', npy({ header: `{"shape":(1,3),'fortran_order':False,'descr':"<f2"}` })],
    ['Python 2 integers', npy({ header: dictionary("'<f2'", 'False', '(1L, 3L)') })],
  ])('reads %s', (_, bytes) => {
    expect(readNpy(bytes, 'x.npy')).toEqual(half);
  });

  it('reads from the middle of a larger buffer at an odd offset', () => {
    const bytes = npy();
    const buffer = Buffer.concat([Buffer.from('abc'), bytes]);
    expect(readNpy(buffer.subarray(3), 'x.npy')).toEqual(half);
  });

  it('does not share memory with the file', () => {
    const bytes = npy();
    const array = readNpy(bytes, 'x.npy');
    bytes.fill(0);
    expect(array).toEqual(half);
  });

  it.each([
    ["'<i1'", 'int8'],
    ["'=u1'", 'uint8'],
    ["'>i1'", 'int8'],
    ["'|b1'", 'bool'],
  ])('takes %s, one byte having no order, as %s', (descr, dtype) => {
    const bytes = npy({ header: dictionary(descr, 'False', '(2,)'), data: [0, 1] });
    expect(readNpy(bytes, 'x.npy')).toMatchObject({ dtype, shape: [2] });
  });

  it.each<[string, Uint8Array, string, string]>([
    ['nothing', new Uint8Array(0), 'NPY_MAGIC', 'begins with ""'],
    ['a zip file', Uint8Array.from(Buffer.from('PK\x03\x04....')), 'NPY_MAGIC', 'begins with "50 4b 03 04 2e 2e"'],
    ['no version', npy().subarray(0, 7), 'NPY_TRUNCATED', '7 bytes'],
    ['version 4.0', npy({ version: [4, 0] }), 'NPY_VERSION', 'version 4.0; expected 1.0, 2.0 or 3.0'],
    ['version 1.1', npy({ version: [1, 1] }), 'NPY_VERSION', 'version 1.1'],
    ['no header length', npy().subarray(0, 9), 'NPY_TRUNCATED', '9 bytes'],
    ['half a header', npy().subarray(0, 60), 'NPY_TRUNCATED', 'a header of 118'],
    ['cut data', npy().subarray(0, 133), 'NPY_TRUNCATED', '5 bytes of data for float16 [1, 3]; expected 6'],
    [
      'more data',
      npy({ data: [0, 0, 0, 0, 0, 0, 7] }),
      'NPY_TRAILING',
      '7 bytes of data for float16 [1, 3]; expected 6',
    ],
    ['Fortran order', npy({ header: dictionary("'<f2'", 'True') }), 'NPY_ORDER', 'numpy.ascontiguousarray'],
    ['big-endian numbers', npy({ header: dictionary("'>f4'") }), 'NPY_DTYPE', "'>f4', which is big-endian"],
    ['complex numbers', npy({ header: dictionary("'<c8'") }), 'NPY_DTYPE', "'<c8'; expected one of <f2 <f4"],
    ['text', npy({ header: dictionary("'<U5'") }), 'NPY_DTYPE', "'<U5'"],
    ['objects', npy({ header: dictionary("'|O'") }), 'NPY_DTYPE', "'|O'"],
    ['a structured type', npy({ header: dictionary("[('a', '<f4')]") }), 'NPY_DTYPE', "structured type [('a', '<f4')]"],
    ['no dictionary', npy({ header: 'hello\n' }), 'NPY_HEADER', '"hello"'],
    ['a missing key', npy({ header: "{'descr': '<f2', 'shape': (1, 3), }" }), 'NPY_HEADER', "{'descr': '<f2'"],
    ['a further key', npy({ header: dictionary().replace('}', "'x': 'y'}") }), 'NPY_HEADER', "'x': 'y'"],
    ['a number for a tuple', npy({ header: dictionary("'<f2'", 'False', '(3)') }), 'NPY_HEADER', '(3)'],
    ['a negative dimension', npy({ header: dictionary("'<f2'", 'False', '(-1, 3)') }), 'NPY_HEADER', '(-1, 3)'],
    [
      'an endless dimension',
      npy({ header: dictionary("'<f2'", 'False', `(${'9'.repeat(20)},)`) }),
      'NPY_HEADER',
      '999',
    ],
    ['a boolean in words', npy({ header: dictionary("'<f2'", "'False'") }), 'NPY_HEADER', "'False'"],
    ['too large a header', npy({ version: [2, 0], header: ' '.repeat(65535) }), 'NPY_HEADER', 'not NumPy'],
  ])('refuses %s', (_, bytes, code, message) => {
    expect(codeOf(() => readNpy(bytes, 'dir/x.npy'))).toBe(code);
    expect(messageOf(() => readNpy(bytes, 'dir/x.npy'))).toContain(message);
    expect(messageOf(() => readNpy(bytes, 'dir/x.npy'))).toMatch(/^dir\/x\.npy .*;[^\n]*$/);
  });

  it('refuses a header longer than any array of numbers needs, before reading it', () => {
    const bytes = new Uint8Array(12 + 65536);
    bytes.set(npy({ version: [2, 0] }).subarray(0, 8));
    bytes.set([0, 0, 1, 0], 8);
    expect(messageOf(() => readNpy(bytes, 'x.npy'))).toContain('a header of 65536 bytes; expected at most 65535');
  });

  it('reads any file or says what is wrong, whatever byte is changed or cut', () => {
    const whole = npy();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (position, byte, length) => {
        const bytes = whole.slice(0, length);
        if (position < length) bytes[position] = byte;
        try {
          readNpy(bytes, 'x.npy');
        } catch (error) {
          expect(error).toMatchObject({ name: 'ShotbenchError', code: expect.stringMatching(/^NPY_/) });
        }
      }),
    );
  });
});

describe('writeNpy', () => {
  it('writes the bytes that NumPy writes', () => {
    expect(writeNpy(half)).toEqual(npy());
    const labels: NdArray = { dtype: 'int32', shape: [3], data: Int32Array.of(0, 1, 2) };
    const header = dictionary("'<i4'", 'False', '(3,)');
    expect(writeNpy(labels)).toEqual(npy({ header, data: [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0] }));
    const scalar: NdArray = { dtype: 'float32', shape: [], data: Float32Array.of(2.5) };
    expect(writeNpy(scalar)).toEqual(npy({ header: dictionary("'<f4'", 'False', '()'), data: [0, 0, 0x20, 0x40] }));
  });

  it('leaves NumPy room to grow, so that sixteen dimensions take 192 bytes', () => {
    const shape = Array.from({ length: 16 }, () => 1);
    expect(writeNpy({ dtype: 'int64', shape, data: BigInt64Array.of(7n) })).toHaveLength(192 + 8);
  });

  it('is undone by readNpy for every type and shape', () => {
    fc.assert(
      fc.property(anyArray, (array) => {
        expect(readNpy(writeNpy(array), 'x.npy')).toEqual(array);
      }),
    );
  });

  it('refuses data that do not fill the shape', () => {
    const array: NdArray = { dtype: 'uint8', shape: [2, 3], data: new Uint8Array(5) };
    expect(codeOf(() => writeNpy(array))).toBe('ARRAY_SIZE');
    expect(messageOf(() => writeNpy(array))).toBe('5 uint8 values do not fill an array of shape [2, 3]; expected 6');
  });
});
