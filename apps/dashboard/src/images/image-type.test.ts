import { describe, expect, it } from 'vitest';

import { png } from '../../test/sample-predictions.ts';
import { imageType } from './image-type.ts';

const bytes = (text: string) => Buffer.from(`${text} and more`, 'latin1');

describe('imageType', () => {
  it('knows the formats that browsers show by their first bytes', () => {
    expect(imageType(png([1, 2, 3]))).toBe('image/png');
    expect(imageType(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
    expect(imageType(bytes('GIF89a'))).toBe('image/gif');
    expect(imageType(bytes('RIFF\0\0\0\0WEBPVP8'))).toBe('image/webp');
    expect(imageType(bytes('\0\0\0\x20ftypavif'))).toBe('image/avif');
  });

  it('knows nothing else, whatever may be drawn of it', () => {
    for (const text of [
      '<svg xmlns="http://www.w3.org/2000/svg">',
      '<!doctype html>',
      'RIFF\0\0\0\0WAVE',
      '%PDF-1.7',
    ]) {
      expect(imageType(bytes(text))).toBeUndefined();
    }
    expect(imageType(new Uint8Array(0))).toBeUndefined();
    expect(imageType(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toBeUndefined();
  });
});
