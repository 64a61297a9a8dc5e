import { describe, expect, it } from 'vitest';

import { rasterise } from './rasterise.ts';
import type { Drawing } from './read-vendor.ts';

const DRAWING: Drawing = { body: '', left: 0, top: 0, width: 20, height: 10, hFlip: false };

async function draw(changes: Partial<Drawing>): Promise<(x: number, y: number) => number[]> {
  const raster = await rasterise({ ...DRAWING, ...changes });
  if ('problem' in raster) throw new Error(raster.problem);
  expect(raster.pixels).toHaveLength(64 * 64 * 4);
  return (x, y) => [...raster.pixels.subarray((y * 64 + x) * 4, (y * 64 + x) * 4 + 4)];
}

describe('rasterise', () => {
  it('fits a drawing into the middle, inside a margin, keeping proportions', async () => {
    const at = await draw({ body: '<rect width="20" height="10" fill="#f00"/>' });
    // 60 × 30 pixels from (2, 17) on.
    for (const [x, y] of [
      [2, 17],
      [61, 17],
      [2, 46],
      [61, 46],
    ] as const)
      expect(at(x, y)).toEqual([255, 0, 0, 255]);
    for (const [x, y] of [
      [1, 17],
      [62, 46],
      [2, 16],
      [61, 47],
    ] as const)
      expect(at(x, y)[3]).toBe(0);
  });

  it('has straight alpha', async () => {
    const at = await draw({ body: '<rect width="20" height="10" fill="#c80" fill-opacity=".5"/>' });
    const [red, green, blue, alpha] = at(32, 32);
    expect(alpha).toBeCloseTo(128, -0.5);
    expect(Math.abs(red! - 0xcc)).toBeLessThanOrEqual(2);
    expect(Math.abs(green! - 0x88)).toBeLessThanOrEqual(2);
    expect(blue).toBe(0);
  });

  it('heeds the corner of the view box, and mirrors', async () => {
    const body = '<rect x="5" y="3" width="10" height="10" fill="#00f"/>';
    const at = await draw({ body, left: 5, top: 3 });
    expect(at(3, 32)).toEqual([0, 0, 255, 255]);
    expect(at(60, 32)[3]).toBe(0);
    const mirrored = await draw({ body, left: 5, top: 3, hFlip: true });
    expect(mirrored(3, 32)[3]).toBe(0);
    expect(mirrored(60, 32)).toEqual([0, 0, 255, 255]);
  });

  it('paints black what has the colour of its surroundings', async () => {
    const at = await draw({ body: '<rect width="20" height="10" fill="currentColor"/>' });
    expect(at(32, 32)).toEqual([0, 0, 0, 255]);
  });

  it('says why there is no picture', async () => {
    expect(await rasterise({ ...DRAWING, body: '<g opacity="0"><rect width="9" height="9"/></g>' })).toEqual({
      problem: 'came out invisible',
    });
    const broken = await rasterise({ ...DRAWING, body: '<rect' });
    expect('problem' in broken && broken.problem).toMatch(/\S/);
    expect('problem' in broken && broken.problem).not.toMatch(/\n/);
  });
});
