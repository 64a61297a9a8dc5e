import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { fileHash, isComplete, MANIFEST, pixelHash } from './content.ts';
import type { PlannedImage } from './image-plan.ts';

const PATHS = ['a.png', 'b.png'];
const expected = { set: 'concepts', pixels: 'p', paths: PATHS } as const;
let folder: string;
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picto-content-'));
  for (const path of PATHS) write(path, path);
  write(MANIFEST, JSON.stringify({ set: 'concepts', pixels: 'p', files: fileHash(folder, PATHS) }));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is complete as it was written', () => {
  expect(isComplete(folder, expected)).toBe(true);
});

it.each([
  ['a file is missing', () => unlinkSync(join(folder, 'b.png'))],
  ['a file has changed', () => write('b.png', 'a.png')],
  ['the manifest is missing', () => unlinkSync(join(folder, MANIFEST))],
  ['the manifest is no JSON', () => write(MANIFEST, '{')],
  ['the manifest has another shape', () => write(MANIFEST, '{"set": "concepts"}')],
])('is not complete where %s', (_what, damage) => {
  damage();
  expect(isComplete(folder, expected)).toBe(false);
});

it.each([
  ['dataset', { set: 'subgroups' as const }],
  ['version', { pixels: 'q' }],
  ['choice of files', { paths: ['a.png'] }],
])('is not another %s', (_what, change) => {
  expect(isComplete(folder, { ...expected, ...change })).toBe(false);
});

it('knows pixels by path, label, class name and samples', () => {
  const image = { path: 'x/y.png', label: 3, className: 'x' } as PlannedImage;
  const hash = pixelHash([{ image, sha256: 'h' }]);
  expect(hash).toBe(sha256('[["x/y.png",3,"x","h"]]'));
  for (const other of [
    { image: { ...image, path: 'z/y.png' }, sha256: 'h' },
    { image: { ...image, label: 4 }, sha256: 'h' },
    { image: { ...image, className: 'z' }, sha256: 'h' },
    { image, sha256: 'i' },
  ]) {
    expect(pixelHash([other])).not.toBe(hash);
  }
});
