import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson, hashJson, sha256, type JsonValue } from './index.ts';

/** The same value with every object's keys inserted in reverse order. */
function reverseKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => reverseKeys(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverseKeys(member as JsonValue)]),
  );
}

describe('canonicalJson', () => {
  it('sorts keys at every level and drops undefined members', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], a: 'x', gone: undefined })).toBe('{"a":"x","b":[{"a":null,"z":1}]}');
  });

  it('keeps its meaning and does not depend on key order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = value as JsonValue;
        // JSON has one zero, so -0 comes back as 0.
        expect(JSON.parse(canonicalJson(json))).toEqual(JSON.parse(JSON.stringify(json)));
        expect(canonicalJson(reverseKeys(json))).toBe(canonicalJson(json));
      }),
    );
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => canonicalJson([Number.NaN])).toThrow('canonical JSON has no NaN');
  });
});

describe('sha256', () => {
  it('gives the digest of FIPS 180-2 appendix B.1', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('tells values apart and ignores key order', () => {
    expect(hashJson({ a: 1, b: 2 })).toBe(hashJson({ b: 2, a: 1 }));
    expect(hashJson({ a: 1, b: 2 })).not.toBe(hashJson({ a: 1, b: 3 }));
  });
});
