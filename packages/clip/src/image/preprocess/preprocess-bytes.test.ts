import { errorOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { noise } from '../../../test/image/images.ts';
import { resizeBicubic } from '../resize/resize-image.ts';
import { toPlanes } from './to-planes.ts';
import { preprocessBytes } from './preprocess-bytes.ts';
import { openaiPreprocess } from './preprocess-config.ts';

const OPENAI = openaiPreprocess(8);
const planes = (image: ReturnType<typeof noise>) => toPlanes(image, { mirrored: false });

it('leaves an image of the right size alone', () => {
  const image = noise(8, 8);
  expect(preprocessBytes(image, OPENAI)).toEqual(planes(image));
});

it('repeats grey three times', () => {
  const bytes = preprocessBytes(noise(11, 20, 'grey'), OPENAI);
  expect(bytes.subarray(0, 64)).toEqual(bytes.subarray(64, 128));
  expect(bytes.subarray(0, 64)).toEqual(bytes.subarray(128));
});

it('squashes both sides if told to', () => {
  const image = noise(20, 11);
  expect(preprocessBytes(image, { ...OPENAI, resize: { side: 'both', to: 8 } })).toEqual(
    planes(resizeBicubic(image, 8, 8)),
  );
});

describe('without a resize', () => {
  const config = { ...OPENAI, resize: null };

  it('cuts the centre out', () => {
    const image = noise(9, 11, 'grey');
    const bytes = preprocessBytes(image, config);
    // Margins of 0.5 and 1.5 pixels become 0 and 2.
    expect(bytes[0]).toBe(image.data[2 * 9]);
    expect(bytes[63]).toBe(image.data[9 * 9 + 7]);
  });

  it('refuses a smaller image', () => {
    const error = errorOf(() => preprocessBytes(noise(20, 7), config));
    expect(error.code).toBe('IMAGE_TOO_SMALL');
    expect(error.message).toContain('noise has 20 × 7 pixels; expected at least 8 × 8; ');
  });
});
