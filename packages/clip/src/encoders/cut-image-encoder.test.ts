import { codeOf } from '@shotbench/errors/testing';
import { float32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { cutImageEncoder } from './cut-image-encoder.ts';
import { imageEncoder } from './image-encoder.ts';
import { evaluate } from './test/evaluate.ts';
import { expectNear, golden, goldenConfig } from './test/golden.ts';

const config = goldenConfig('clip-vit-tiny');
const weights = golden('clip-vit-tiny/model');
const pixels = golden('vpt/inputs')['pixel_values']!;

describe('an image encoder in two parts', () => {
  it.each([...Array(Number(config.vision.layers) + 1).keys()])(
    'cut before block %i is the whole one',
    async (layer) => {
      const { begin, end } = cutImageEncoder(config, layer);
      const encodeImage = imageEncoder(config);
      const whole = await evaluate((t) => ({ y: encodeImage(t, t['pixels']!) }), { ...weights, pixels }, {});
      const first = await evaluate((t) => ({ tokens: begin(t, t['pixels']!) }), { ...weights, pixels }, {});
      const rest = await evaluate((t) => ({ y: end(t, t['tokens'] as never) }), { ...weights, ...first }, {});
      expectNear(rest['y']!, whole['y']!, 1e-6, 'features');
    },
  );

  it('is refused where there is nothing to cut', () => {
    expect(codeOf(() => cutImageEncoder(config, Number(config.vision.layers) + 1))).toBe('CLIP_CUT');
    const resnet = goldenConfig('clip-rn-tiny');
    expect(codeOf(() => cutImageEncoder(resnet, 1))).toBe('CLIP_CUT');
  });

  it('tells of images of another size', async () => {
    const { begin } = cutImageEncoder(config, 1);
    const wrong = { ...weights, pixels: float32([1, 3, 8, 8], new Float32Array(192)) };
    await expect(evaluate((t) => ({ tokens: begin(t, t['pixels']!) }), wrong, {})).rejects.toThrow(
      'images of shape [1, 3, 8, 8] do not fit the image encoder',
    );
  });
});
