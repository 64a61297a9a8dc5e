import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { identity as base } from '../test/fixtures.ts';
import { type Evaluation, type JsonObject, PROTOCOLS, type RunIdentity, runKey } from './index.ts';

const configs = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>;
const identities: fc.Arbitrary<RunIdentity> = fc.record({
  method: fc.string(),
  methodVersion: fc.nat(),
  config: configs,
  protocol: fc.constantFrom(...PROTOCOLS),
  dataset: fc.string(),
  datasetHash: fc.string(),
  backbone: fc.string(),
  shots: fc.nat(),
  seed: fc.option(fc.nat()),
  engine: fc.record({ executor: fc.string(), precision: fc.string(), version: fc.nat() }),
});

/** The same value with every object's keys inserted in reverse order. */
function reverseKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reverseKeys) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, reverseKeys(member as unknown)] as const);
  return Object.fromEntries(members.reverse()) as T;
}

describe('runKey', () => {
  it('stays what it was, so that stored runs are found again', () => {
    expect(runKey(base)).toMatchInlineSnapshot(`"f40198fe9c717e0a7196f89df7253b9ed9bc1785ab8139918f74d75ea3190193"`);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(identities, (identity) => {
        expect(runKey(reverseKeys(identity))).toBe(runKey(identity));
      }),
    );
  });

  it('ignores members that are no part of an identity', () => {
    expect(runKey({ ...base, note: 'again', config: { ...base.config, gone: undefined } } as RunIdentity)).toBe(
      runKey(base),
    );
  });

  it('changes with every field', () => {
    const fields = [...Object.keys(base).filter((name) => name !== 'engine')] as (keyof RunIdentity)[];
    const engineFields = Object.keys(base.engine) as (keyof RunIdentity['engine'])[];
    fc.assert(
      fc.property(identities, identities, (one, other) => {
        for (const name of fields) {
          const changed = { ...one, [name]: other[name] };
          expect(runKey(changed) === runKey(one)).toBe(sameJson(one[name], other[name]));
        }
        for (const name of engineFields) {
          const changed = { ...one, engine: { ...one.engine, [name]: other.engine[name] } };
          expect(runKey(changed) === runKey(one)).toBe(one.engine[name] === other.engine[name]);
        }
      }),
    );
    expect(fields).toHaveLength(9);
  });

  it('tells text models apart, and is that of earlier versions where there is none', () => {
    expect(runKey({ ...base, textModel: undefined })).toBe(runKey(base));
    const [one, other] = ['a', 'b'].map((textModel) => runKey({ ...base, textModel }));
    expect(new Set([runKey(base), one, other]).size).toBe(3);
  });

  it('tells evaluations apart, and is that of earlier versions where there is none', () => {
    const targets = [{ name: 'sketch', hash: '22222222' }];
    const evaluations: (Evaluation | undefined)[] = [
      undefined,
      { kind: 'base-to-novel' },
      { kind: 'transfer', targets },
      { kind: 'shifted', targets },
      { kind: 'shifted', targets: [{ name: 'sketch', hash: '33333333' }] },
      { kind: 'shifted', targets: [...targets, { name: 'paint', hash: '22222222' }] },
    ];
    const keys = evaluations.map((evaluation) => runKey({ ...base, evaluation }));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toBe(runKey(base));
    const noted = [{ ...targets[0]!, note: 'again' }];
    expect(runKey({ ...base, evaluation: { kind: 'transfer', targets: noted } })).toBe(keys[2]);
  });

  it('tells seeds and the lack of one apart, and strings from numbers', () => {
    const keys = [
      { ...base, seed: 0 },
      { ...base, seed: null },
      { ...base, config: { alpha: 1 } },
      { ...base, config: { alpha: '1' } },
      { ...base, config: { alpha: null } },
      { ...base, config: {} },
    ].map(runKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

function sameJson(a: unknown, b: unknown): boolean {
  return runKey({ ...base, config: { value: a as never } }) === runKey({ ...base, config: { value: b as never } });
}
