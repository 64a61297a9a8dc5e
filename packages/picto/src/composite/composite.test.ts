import { PythonRandom } from '@shotbench/datasets';
import { describe, expect, it } from 'vitest';

import { randomBackground } from './background.ts';
import type { Canvas, Sprite } from './canvas.ts';
import { composite } from './composite.ts';
import { type Pose, randomPose, TRAINING_POSE, UPRIGHT } from './pose.ts';

const random = new PythonRandom(7);

/** Every channel random, alpha included. */
function noise(size: number): Sprite {
  return { size, rgba: Uint8Array.from({ length: 4 * size * size }, () => random.below(256)) };
}

function opaque({ size, rgba }: Sprite): Sprite {
  return { size, rgba: rgba.map((sample, i) => (i % 4 === 3 ? 255 : sample)) };
}

function white(size: number): Canvas {
  return { size, rgb: new Uint8Array(3 * size * size).fill(255) };
}

/** [size, size, 3] of an icon without its alpha, pixel (x, y) taken from `source(x, y)`. */
function moved({ size, rgba }: Sprite, source: (x: number, y: number) => readonly [number, number]): Uint8Array {
  return Uint8Array.from({ length: 3 * size * size }, (_, i) => {
    const [x, y] = source(Math.floor(i / 3) % size, Math.floor(i / 3 / size));
    return x < 0 || y < 0 || x >= size || y >= size ? 255 : rgba[4 * (y * size + x) + (i % 3)]!;
  });
}

/** The same by definition: tent weights over all pixels of the icon, means of 2^level squares, everything in doubles. */
function slowComposite({ size: s, rgba }: Sprite, pose: Pose, { size: n, rgb }: Canvas): number[] {
  const level = Math.max(0, Math.ceil(Math.log2(s / (n * pose.scale)) - 0.5));
  const [block, side] = [2 ** level, s / 2 ** level];
  const texel = (column: number, line: number, channel: number): number => {
    let sum = 0;
    for (let k = 0; k < block * block; k++) {
      const at = 4 * ((line * block + Math.floor(k / block)) * s + column * block + (k % block));
      const alpha = rgba[at + 3]! / 255;
      sum += channel === 3 ? alpha : alpha * rgba[at + channel]!;
    }
    return sum / block ** 2;
  };
  const icon = Array.from({ length: side * side }, (_, i) =>
    [0, 1, 2, 3].map((channel) => texel(i % side, Math.floor(i / side), channel)),
  );
  return Array.from({ length: 3 * n * n }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % n, Math.floor(i / 3 / n)];
    const [dx, dy] = [(x + 0.5) / n - 0.5 - pose.shiftX, (y + 0.5) / n - 0.5 - pose.shiftY];
    const turnedX = (Math.cos(-pose.angle) * dx - Math.sin(-pose.angle) * dy) / pose.scale;
    const turnedY = (Math.sin(-pose.angle) * dx + Math.cos(-pose.angle) * dy) / pose.scale;
    const u = (0.5 + (pose.flip ? -turnedX : turnedX)) * side - 0.5;
    const v = (0.5 + turnedY) * side - 0.5;
    const sample = (channel: number): number =>
      icon.reduce((sum, pixel, k) => {
        const [column, line] = [k % side, Math.floor(k / side)];
        return sum + Math.max(0, 1 - Math.abs(u - column)) * Math.max(0, 1 - Math.abs(v - line)) * pixel[channel]!;
      }, 0);
    return sample(i % 3) + (1 - sample(3)) * rgb[i]!;
  });
}

describe('an upright icon of the canvas’s size', () => {
  it('is reproduced where it is opaque', () => {
    const icon = opaque(noise(16));
    expect(composite(icon, UPRIGHT, white(16))).toEqual(moved(icon, (x, y) => [x, y]));
  });

  it('is mixed with the background by its alpha', () => {
    const icon = noise(16);
    const expected = moved(icon, (x, y) => [x, y]).map((colour, i) => {
      const alpha = icon.rgba[4 * Math.floor(i / 3) + 3]! / 255;
      return Math.floor(alpha * colour + (1 - alpha) * 255 + 0.5);
    });
    expect(composite(icon, UPRIGHT, white(16))).toEqual(expected);
  });

  it.each([
    ['turned by a right angle', { angle: Math.PI / 2 }, (x: number, y: number) => [y, 15 - x] as const],
    ['turned by two', { angle: Math.PI }, (x: number, y: number) => [15 - x, 15 - y] as const],
    ['mirrored', { flip: true }, (x: number, y: number) => [15 - x, y] as const],
    ['moved right and up', { shiftX: 3 / 16, shiftY: -1 / 16 }, (x: number, y: number) => [x - 3, y + 1] as const],
    [
      'mirrored before it is turned',
      { flip: true, angle: Math.PI / 2 },
      (x: number, y: number) => [15 - y, 15 - x] as const,
    ],
  ])('is the same, %s', (_what, change, source) => {
    const icon = opaque(noise(16));
    expect(composite(icon, { ...UPRIGHT, ...change }, white(16))).toEqual(moved(icon, source));
  });
});

it('averages squares of pixels where it halves an icon', () => {
  const icon = opaque(noise(32));
  const expected = Array.from({ length: 3 * 16 * 16 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % 16, Math.floor(i / 3 / 16)];
    const sum = [0, 1].flatMap((dy) => [0, 1].map((dx) => icon.rgba[4 * ((2 * y + dy) * 32 + 2 * x + dx) + (i % 3)]!));
    return Math.floor(sum.reduce((a, b) => a + b) / 4 + 0.5);
  });
  expect([...composite(icon, UPRIGHT, white(16))]).toEqual(expected);
});

it.each([
  [16, 16],
  [16, 24],
  [32, 14],
  [64, 10],
])('gives what the definition gives: icons of %i pixels on canvases of %i', (iconSize, canvasSize) => {
  for (let trial = 0; trial < 4; trial++) {
    const [icon, pose] = [noise(iconSize), randomPose(random, TRAINING_POSE)];
    const background = randomBackground(random, canvasSize);
    const differences = slowComposite(icon, pose, background).map(
      (exact, i) => exact - composite(icon, pose, background)[i]!,
    );
    // Half a level from rounding, a little from sums in single precision.
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(0.5001);
  }
});

it('leaves the background as it is where the icon is not', () => {
  const background = randomBackground(random, 20);
  const before = Uint8Array.from(background.rgb);
  const result = composite(opaque(noise(8)), { ...UPRIGHT, scale: 0.4 }, background);
  expect(background.rgb).toEqual(before);
  expect(result.subarray(0, 3 * 20 * 5)).toEqual(before.subarray(0, 3 * 20 * 5));
  expect(result).not.toEqual(before);
});
