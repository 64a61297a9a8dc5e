import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDataset, SPLITS } from '@shotbench/datasets';
import { ShotbenchError } from '@shotbench/errors';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CARDS } from './cards.ts';
import { imagePlan } from './image-plan.ts';
import { paintImage } from './paint-image.ts';
import { pictoSets } from './picto-sets.ts';
import { computePixelHash, pixelHashes } from './pixel-hashes.ts';
import { renderPictoSet } from './render-picto-set.ts';
import { openSheets } from './sheets.ts';

/** Thousands of images are drawn, which takes seconds, or a minute where others use the machine. */
const SLOW = 300_000;

const NAME = 'people-actions';
const set = pictoSets.find(({ name }) => name === NAME)!;
const root = mkdtempSync(join(tmpdir(), 'picto-sets-'));
let folder: string;
let calls: [number, number][] = [];

beforeAll(async () => {
  folder = await renderPictoSet(NAME, join(root, 'data'), { onProgress: (...call) => calls.push(call) });
}, SLOW);
afterAll(() => rmSync(root, { recursive: true }));

describe('a rendered dataset', () => {
  it('is what the card says, in the layout of the benchmark', () => {
    const dataset = openDataset(folder);
    expect(dataset.name).toBe(NAME);
    expect(dataset.classNames).toEqual(set.classes.map(({ name }) => name));
    expect(Object.fromEntries(SPLITS.map((part) => [part, dataset.split[part].length]))).toEqual(set.images);
    expect(readdirSync(folder).sort()).toEqual(['images', 'manifest.json', 'split_zhou_PeopleActions.json']);
  });

  it('has the planned pictures in its files', async () => {
    const sprites = await openSheets(set.vendors);
    for (const image of imagePlan(set).filter((_, i) => i % 97 === 0)) {
      const file = sharp(join(folder, 'images', image.path));
      const { data, info } = await file.raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).toEqual([64, 64, 3]);
      expect(new Uint8Array(data)).toEqual(paintImage(image, sprites).rgb);
    }
  });

  it('has told its progress, image by image', () => {
    const total = imagePlan(set).length;
    expect(calls).toEqual(Array.from({ length: total }, (_, i) => [i + 1, total]));
  });

  it('is left alone the next time', async () => {
    const before = statSync(folder).ino;
    calls = [];
    const again = await renderPictoSet(NAME, join(root, 'data'), { onProgress: (...call) => calls.push(call) });
    expect([again, statSync(again).ino, calls]).toEqual([folder, before, []]);
  });

  it(
    'is made anew where it was damaged, and leaves nothing else behind',
    async () => {
      const file = join(folder, 'images', imagePlan(set)[5]!.path);
      writeFileSync(file, 'no image');
      expect(await renderPictoSet(NAME, join(root, 'data'))).toBe(folder);
      expect((await sharp(file).metadata()).width).toBe(64);
      expect(readdirSync(join(root, 'data'))).toEqual([NAME]);
    },
    SLOW,
  );
});

describe.each(CARDS)('$name', (card) => {
  it(
    'has the committed pixels',
    async () => {
      expect(await computePixelHash(card)).toBe(pixelHashes()[card.name]);
    },
    SLOW,
  );
});

it('does not touch a folder that is something else', async () => {
  const other = join(root, 'other');
  mkdirSync(join(other, NAME), { recursive: true });
  writeFileSync(join(other, NAME, 'notes.txt'), 'mine');
  const error = await refusal(renderPictoSet(NAME, other));
  expect(error.code).toBe('PICTO_SET_FOLDER');
  expect(readdirSync(other)).toEqual([NAME]);
  expect(readdirSync(join(other, NAME))).toEqual(['notes.txt']);
});

it('names the datasets there are to whoever asks for another', async () => {
  const { code, message } = await refusal(renderPictoSet('people', root));
  expect(code).toBe('PICTO_SET');
  expect(message).toContain('"people" is no built-in dataset; expected one of people-actions, subgroups, ');
});

async function refusal(promise: Promise<unknown>): Promise<ShotbenchError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ShotbenchError);
  return error as ShotbenchError;
}
