import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { withStaging } from './with-staging.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'picto-staging-'));
});
afterEach(() => rmSync(root, { recursive: true }));

it('gives a folder of its own below a root that need not be there, and removes it', async () => {
  const below = join(root, 'a', 'b');
  await withStaging(below, 'set', (one) =>
    withStaging(below, 'set', (other) => {
      writeFileSync(join(one, 'file'), '');
      expect(readdirSync(below)).toHaveLength(2);
      expect(existsSync(join(other, 'file'))).toBe(false);
      return Promise.resolve();
    }),
  );
  expect(readdirSync(below)).toEqual([]);
});

it('removes it after an error, too', async () => {
  await expect(withStaging(root, 'set', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(root)).toEqual([]);
});

it('removes what a killed run left an hour ago, and nothing else', async () => {
  // By the clock of the file system, which is what ages are counted from.
  const twoHoursAgo = new Date(statSync(root).mtimeMs - 7_200_000);
  for (const name of ['.set-staging-old', '.other-staging-old', 'set']) {
    mkdirSync(join(root, name));
    utimesSync(join(root, name), twoHoursAgo, twoHoursAgo);
  }
  mkdirSync(join(root, '.set-staging-new'));
  await withStaging(root, 'set', () => Promise.resolve());
  expect(readdirSync(root).sort()).toEqual(['.other-staging-old', '.set-staging-new', 'set']);
});
