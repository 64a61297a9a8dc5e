import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cellWith, identity as base, provenance, resultOf } from '../test/fixtures.ts';
import { anyOf, variationsOf } from '../test/variations.ts';
import { type Evaluation, type JsonObject, PROTOCOLS, type RunIdentity, runKey, summarize, Tracker } from './index.ts';
import { identitySchema } from './schemas.ts';

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

/** Every field, by the compiler's word: a new one that is missing here does not compile. */
const FIELDS: Record<keyof Required<RunIdentity>, true> = {
  ...{ method: true, methodVersion: true, config: true, protocol: true, dataset: true, datasetHash: true },
  ...{ backbone: true, shots: true, seed: true, views: true, textModel: true, evaluation: true, engine: true },
};

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

  it('has every field of an identity in its schema, which the next test goes through', () => {
    const { shape } = identitySchema as unknown as { shape: object };
    expect(Object.keys(shape).sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it('changes with any one field, nested ones and targets included, each time to another key', () => {
    fc.assert(
      fc.property(anyOf(identitySchema), (generated) => {
        const one = generated as RunIdentity;
        const variations = variationsOf(identitySchema, one);
        const places = new Map([[runKey(one), 'nothing']]);
        for (const { place, value } of variations) {
          const key = runKey(value as RunIdentity);
          expect(places.get(key), `${place} and this are one key: ${JSON.stringify([one, value])}`).toBeUndefined();
          places.set(key, place);
          expect(runKey(reverseKeys(value as RunIdentity))).toBe(key);
        }
        const varied = new Set(variations.map(({ place }) => place.split(/[.[]/)[1]));
        expect(varied).toEqual(new Set(Object.keys(FIELDS)));
      }),
      { numRuns: 30 },
    );
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

describe("raising a method's version", () => {
  it('takes its older runs out of the tables and leaves them in the store', () => {
    const tracker = Tracker.open(':memory:', { now: () => 0, isAlive: () => true });
    const run = (methodVersion: number, accuracy: number): string => {
      const cell = cellWith({ methodVersion });
      const key = runKey(cell.identity);
      tracker.enqueue([cell], 'test');
      tracker.claim([key], 'me', provenance);
      tracker.complete(key, 'me', resultOf(accuracy));
      return key;
    };
    const old = run(1, 50);
    expect(summarize(tracker.runs())).toMatchObject([{ n: 1, mean: 50 }]);
    const raised = run(2, 60);
    expect(summarize(tracker.runs())).toMatchObject([{ n: 1, mean: 60, keys: [raised] }]);
    expect(tracker.get(old)).toMatchObject({ state: 'done', result: { accuracy: 50 } });
    tracker.close();
  });
});
