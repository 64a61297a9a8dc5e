import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';
import { afterAll, describe, expect, it } from 'vitest';

import { SET_VENDORS } from './picto-set.ts';
import { sheetIndex } from './sheet-index.ts';
import { openSheets, sheetPath } from './sheets.ts';

const folder = mkdtempSync(join(tmpdir(), 'picto-sheets-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(SET_VENDORS)('the sheet of %s', (vendor) => {
  it('is the one of the index and shows something in every place', async () => {
    const sprites = await openSheets([vendor]);
    for (const name of sheetIndex().vendors[vendor].sprites) {
      const { size, rgba } = sprites(`${vendor}/${name}`);
      expect([size, rgba.length]).toEqual([64, 64 * 64 * 4]);
      const visible = rgba.filter((sample, i) => i % 4 === 3 && sample > 16).length;
      expect(visible, name).toBeGreaterThan(100);
    }
  });
});

it('is a programming error to ask for a sprite of another sheet', async () => {
  const sprites = await openSheets(['fxemoji']);
  expect(() => sprites('twemoji/ant')).toThrow('no sprite twemoji/ant in the sheets of fxemoji');
});

it('refuses a sheet that is missing or has changed', async () => {
  const refusal = async (): Promise<ShotbenchError> => {
    const error: unknown = await openSheets(['fxemoji'], folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShotbenchError);
    return error as ShotbenchError;
  };
  expect(await refusal()).toMatchObject({ code: 'PICTO_SHEET' });
  const copy = sheetPath('fxemoji', folder);
  copyFileSync(sheetPath('fxemoji'), copy);
  await openSheets(['fxemoji'], folder);
  const bytes = readFileSync(copy);
  bytes[1000]! ^= 1;
  writeFileSync(copy, bytes);
  const { code, message } = await refusal();
  expect(code).toBe('PICTO_SHEET');
  expect(message).toContain(`has the SHA-256`);
  expect(message).toContain(sheetIndex().vendors.fxemoji.sha256);
});
