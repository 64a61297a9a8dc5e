import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import {
  FORMAT_GOLDENS,
  IMAGE_GOLDENS,
  interleaved,
  largestDifference,
  readGolden,
} from '../../../test/image/goldens.ts';
import { rejectionOf } from '../../../test/image/rejection-of.ts';
import { preprocessBytes } from '../preprocess/preprocess-bytes.ts';
import { openaiPreprocess } from '../preprocess/preprocess-config.ts';
import { toRgb } from '../resize/to-rgb.ts';
import { decodeImage } from './decode-image.ts';

const pillow = readGolden(join(FORMAT_GOLDENS, 'pillow.safetensors'));
const files = readdirSync(FORMAT_GOLDENS).filter((name) => !name.endsWith('.safetensors'));
const bytesOf = (name: string): Uint8Array => readFileSync(join(FORMAT_GOLDENS, name));
const decode = (name: string) => decodeImage(join(FORMAT_GOLDENS, name));

describe.each(files)('%s', (name) => {
  const expected = (what: string): Uint8Array => pillow.get(`${name}.${what}`)!.data as Uint8Array;

  it('has the colours that Pillow finds', async () => {
    const image = await decode(name);
    expect([image.height, image.width, 3]).toEqual(pillow.get(`${name}.rgb`)!.shape);
    expect(largestDifference(toRgb(image).data, expected('rgb'))).toBe(0);
  });

  it('is resized as Pillow does, before and after it becomes RGB', async () => {
    const image = await decode(name);
    for (const [what, rgbFirst] of [
      ['openai', false],
      ['rgb_first', true],
    ] as const) {
      const bytes = preprocessBytes(image, { ...openaiPreprocess(16), rgbFirst });
      expect(largestDifference(interleaved(bytes), expected(what)), what).toBe(0);
    }
  });
});

it.each([
  ['420.jpg', 'rgb', false],
  ['grey.jpg', 'grey', false],
  ['cmyk.jpg', 'cmyk', false],
  ['grey-alpha.png', 'rgba', false],
  ['palette-alpha.png', 'rgb', true],
  ['bits.png', 'grey', true],
  ['transparent.gif', 'rgb', true],
  ['transparent-grey.png', 'grey', false],
] as const)('%s is %s, indexed: %s', async (name, mode, indexed) => {
  expect(await decode(name)).toMatchObject({ mode, indexed, width: 29, height: 23 });
});

it('decodes bytes as it does files', async () => {
  const name = join(FORMAT_GOLDENS, '420.jpg');
  expect(await decodeImage(bytesOf('420.jpg'), name)).toEqual(await decodeImage(name));
});

describe('a file that is no whole image', () => {
  const half = (name: string): Uint8Array => bytesOf(name).subarray(0, bytesOf(name).length / 2);

  it.each(['420.jpg', '444-progressive.jpg', 'alpha.png', 'lossy.webp', 'palette.gif', 'grey.tif'])(
    '%s cut in half is broken',
    async (name) => {
      const error = await rejectionOf(decodeImage(half(name), `folder/${name}`));
      expect(error.code).toBe('IMAGE_BROKEN');
      expect(error.message).toMatch(new RegExp(`^folder/${name} cannot be decoded \\(.+\\); expected a whole image; `));
      expect(error.message).not.toContain('\n');
    },
  );

  it('is broken where the pixels of a PNG are damaged', async () => {
    const damaged = Uint8Array.from(bytesOf('alpha.png'));
    damaged.fill(0, 60, 90);
    expect((await rejectionOf(decodeImage(damaged))).code).toBe('IMAGE_BROKEN');
  });

  it.each([
    ['nothing', new Uint8Array(), 'x.jpg is empty; expected a JPEG, PNG, WebP, GIF or TIFF image; '],
    ['text', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'begins with the bytes "3c 73 76'],
    ['one byte', Uint8Array.of(0xff), 'begins with the bytes "ff"'],
  ])('has no format: %s', async (_what, bytes, message) => {
    const error = await rejectionOf(decodeImage(bytes, 'x.jpg'));
    expect(error.code).toBe('IMAGE_FORMAT');
    expect(error.message).toContain(message);
  });

  it('is missing', async () => {
    const error = await rejectionOf(decodeImage(join(FORMAT_GOLDENS, 'none.jpg')));
    expect(error.code).toBe('IMAGE_MISSING');
    expect(error.message).toContain('none.jpg is missing; expected an image; ');
  });

  it('is a folder', async () => {
    expect((await rejectionOf(decodeImage(FORMAT_GOLDENS))).code).toBe('IMAGE_UNREADABLE');
  });
});

it('refuses absurd sizes by the header alone', async () => {
  const bomb = Uint8Array.from(bytesOf('alpha.png'));
  const view = new DataView(bomb.buffer);
  view.setUint32(16, 60_000);
  view.setUint32(20, 60_000);
  // The header's checksum, so that the size is all there is to refuse.
  view.setUint32(29, crc32(bomb.subarray(12, 29)));
  const error = await rejectionOf(decodeImage(bomb, 'bomb.png'));
  expect(error.code).toBe('IMAGE_TOO_LARGE');
  expect(error.message).toContain('bomb.png has 60000 × 60000 pixels; expected at most 178956970 in all; ');
});

it('refuses samples that are not 8 or 16 bits of a known colour space', async () => {
  const error = await rejectionOf(decodeImage(join(IMAGE_GOLDENS, 'refused', 'float.tif')));
  expect(error.code).toBe('IMAGE_SAMPLES');
  expect(error.message).toContain('float.tif has samples of type "float" in colour space "b-w"; expected 8 or 16 bits');
});

/** PNG's checksum, bit by bit. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) * 0xedb88320);
  }
  return ~crc >>> 0;
}
