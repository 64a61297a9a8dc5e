import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorOf } from '@shotbench/errors/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { temporaryFolders } from '../../test/helpers.ts';
import { filesBelow, fillStore, readAll } from '../../test/two-sets.ts';
import { FeatureCache, verifyCache } from '../index.ts';

const temporary = temporaryFolders();
const pristine = temporary();
fillStore(pristine, temporary());
const FILES = filesBelow(pristine);
const ENTRY_FILES = FILES.filter((name) => name.startsWith('entries'));
const DATA_FILES = ENTRY_FILES.filter((name) => !name.endsWith('manifest.json'));

function copy(): string {
  const store = temporary();
  cpSync(pristine, store, { recursive: true });
  return store;
}

/** Runs a check of a store in which one file is harmed, and puts the file back. */
function whileHarmed(path: string, harm: (bytes: Buffer) => Uint8Array, check: () => void): void {
  const before = readFileSync(path);
  writeFileSync(path, harm(Buffer.from(before)));
  try {
    check();
  } finally {
    writeFileSync(path, before);
  }
}

function openAll(store: string): void {
  const cache = new FeatureCache(store);
  for (const name of ['tiny', 'whole']) readAll(cache.open(name));
}

/** A flipped byte, or a file that ends before it should, at any place of the file. */
const harms = fc.oneof(
  fc.record({
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    mask: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), mask: fc.constant(0) }),
);

function apply({ place, mask }: { place: number; mask: number }): (bytes: Buffer) => Uint8Array {
  return (bytes) => {
    const at = Math.floor(place * bytes.length);
    if (mask === 0) return bytes.subarray(0, at);
    bytes[at]! ^= mask;
    return bytes;
  };
}

describe('verifyCache', () => {
  it('finds nothing wrong with what was written, and counts it', () => {
    const { sets, entries, bytes, problems } = verifyCache(pristine);
    expect({ sets, problems }).toEqual({ sets: 2, problems: [] });
    expect(entries).toBe(ENTRY_FILES.filter((name) => name.endsWith('manifest.json')).length);
    expect(bytes).toBe(ENTRY_FILES.reduce((sum, name) => sum + readFileSync(join(pristine, name)).length, 0));
    expect(verifyCache(join(pristine, 'none'))).toEqual({ sets: 0, entries: 0, bytes: 0, problems: [] });
  });

  it('and reading find one flipped byte or a cut at any place of any file of an entry, and name the file', () => {
    const store = copy();
    fc.assert(
      fc.property(fc.constantFrom(...ENTRY_FILES), harms, (name, harm) => {
        const path = join(store, name);
        whileHarmed(path, apply(harm), () => {
          const { problems } = verifyCache(store);
          expect(problems).toHaveLength(1);
          expect(problems[0]!.message).toMatch(/^the feature cache is damaged: .*; import the set again$/);
          expect(problems[0]!.message).toContain(path);
          expect(problems[0]!.sets.length).toBeGreaterThan(0);
          const error = errorOf(() => openAll(store));
          expect(error).toMatchObject({ code: 'FEATURES_DAMAGED', message: problems[0]!.message });
        });
      }),
      { numRuns: 100 },
    );
    openAll(store);
  });

  it('and opening find a flipped byte or a cut in a record, unless it changes nothing that is read', () => {
    const store = copy();
    fc.assert(
      fc.property(fc.constantFrom('tiny', 'whole'), harms, (name, harm) => {
        const path = join(store, 'sets', `${name}.json`);
        const before = JSON.parse(readFileSync(path, 'utf8')) as unknown;
        whileHarmed(path, apply(harm), () => {
          if (verifyCache(store).problems.length > 0) {
            expect(errorOf(() => openAll(store)).code).toBe('FEATURES_DAMAGED');
            return;
          }
          // White space for other white space, or the line end cut off.
          expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(before);
          openAll(store);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('reports every damaged file, those of entries that no set refers to included', () => {
    const store = copy();
    for (const name of DATA_FILES) writeFileSync(join(store, name), 'short');
    const { problems } = verifyCache(store);
    expect(problems).toHaveLength(DATA_FILES.length);
    rmSync(join(store, 'sets'), { recursive: true });
    const unneeded = verifyCache(store).problems;
    expect(unneeded.map(({ message }) => message)).toEqual(problems.map(({ message }) => message));
    expect(unneeded.every(({ sets }) => sets.length === 0)).toBe(true);
  });

  it('reports entries that are gone', () => {
    const store = copy();
    rmSync(join(store, 'entries'), { recursive: true });
    const { problems, entries } = verifyCache(store);
    expect(problems).toHaveLength(entries);
    expect(problems.every(({ message }) => message.includes('manifest.json is missing'))).toBe(true);
  });
});
