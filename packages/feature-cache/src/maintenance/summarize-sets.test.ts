import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { temporaryFolders } from '../../test/helpers.ts';
import { filesBelow, fillStore } from '../../test/two-sets.ts';
import { FeatureCache, summarizeSets, verifyCache } from '../index.ts';

const temporary = temporaryFolders();

it('says what each set is, what it takes, and when it was last opened', () => {
  const store = temporary();
  fillStore(store, temporary());
  const [tiny, whole] = summarizeSets(store);
  expect(tiny).toMatchObject({ name: 'tiny', featureDim: 4, rows: { train: 6, validation: 6, test: 15 }, views: 0 });
  expect(whole).toMatchObject({
    name: 'whole',
    featureDim: 4,
    rows: { train: 12, validation: 12, test: 15 },
    views: 2,
  });
  expect(tiny!.bytes + whole!.bytes).toBe(verifyCache(store).bytes);
  expect([tiny!.lastUsed, whole!.lastUsed]).toEqual([undefined, undefined]);

  const cache = new FeatureCache(store);
  cache.open('whole');
  utimesSync(join(store, 'used', 'whole'), 1000, 1000);
  expect(summarizeSets(store)[1]!.lastUsed).toBe(1_000_000);
  cache.open('whole');
  // By the clock of the file system, which dated the record a moment before.
  expect(summarizeSets(store)[1]!.lastUsed).toBeGreaterThanOrEqual(
    statSync(join(store, 'sets', 'whole.json')).mtimeMs - 1000,
  );
  expect(filesBelow(join(store, 'used'))).toEqual(['whole']);
});
