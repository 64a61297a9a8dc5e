import { expect, it } from 'vitest';

import { normalizeInto } from './normalize-into.ts';
import { openaiPreprocess } from './preprocess-config.ts';

const config = openaiPreprocess(16);
const every = Uint8Array.from({ length: 2 * 3 * 256 }, (_, i) => i % 256);

it('is (sample / 255 − mean) / std in float32, for every sample of every channel of a batch', () => {
  const pixels = new Float32Array(every.length);
  normalizeInto(pixels, every, config);
  const [sample, mean, std] = [new Float32Array(1), Float32Array.from(config.mean), Float32Array.from(config.std)];
  for (let i = 0; i < every.length; i++) {
    const c = Math.floor(i / 256) % 3;
    sample[0] = every[i]! / 255;
    sample[0] -= mean[c]!;
    sample[0] /= std[c]!;
    expect(pixels[i]).toBe(sample[0]);
  }
});

it('can leave samples as they are', () => {
  const pixels = new Float32Array(every.length);
  normalizeInto(pixels, every, { ...config, rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] });
  expect(pixels).toEqual(Float32Array.from(every));
});

it('writes no more than the images', () => {
  const pixels = new Float32Array(every.length + 2).fill(7);
  normalizeInto(pixels, every, config);
  expect([...pixels.subarray(-2)]).toEqual([7, 7]);
});

it('refuses sizes that do not fit', () => {
  expect(() => normalizeInto(new Float32Array(9), every.subarray(0, 9), config)).toThrow('9 bytes are not a number of');
  expect(() => normalizeInto(new Float32Array(9), every, config)).toThrow('1536 samples do not fit 9');
});
