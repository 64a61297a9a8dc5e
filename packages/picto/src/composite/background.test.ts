import { PythonRandom } from '@shotbench/datasets';
import { describe, expect, it } from 'vitest';

import { background, type BackgroundKind, BACKGROUNDS, randomBackground } from './background.ts';
import type { Canvas } from './canvas.ts';

const KINDS = Object.keys(BACKGROUNDS) as BackgroundKind[];
const SIZE = 24;

const paint = (kind: BackgroundKind, seed: number, lighten = 0): Canvas =>
  background(kind, new PythonRandom(seed), { size: SIZE, lighten });

function colours({ rgb }: Canvas): Set<string> {
  const pixels = Array.from({ length: rgb.length / 3 }, (_, i) => rgb.subarray(3 * i, 3 * i + 3).join());
  return new Set(pixels);
}

it('has probabilities that sum to one', () => {
  expect(Object.values(BACKGROUNDS).reduce<number>((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
});

it('draws white backgrounds as often as it says', () => {
  const [random, draws] = [new PythonRandom(3), 4000];
  let white = 0;
  for (let i = 0; i < draws; i++) white += Number(randomBackground(random, 2).rgb.every((sample) => sample === 255));
  const error = Math.sqrt((BACKGROUNDS.white * (1 - BACKGROUNDS.white)) / draws);
  expect(Math.abs(white / draws - BACKGROUNDS.white)).toBeLessThan(4 * error);
});

describe.each(KINDS)('%s', (kind) => {
  it('is the same for the same seed and another for another, unless it is white', () => {
    expect(paint(kind, 1)).toEqual(paint(kind, 1));
    expect(colours(paint(kind, 1)).has(String(paint(kind, 2).rgb.subarray(0, 3)))).toBe(kind === 'white');
  });

  it('has as many colours as its name says', () => {
    const counts = Array.from({ length: 20 }, (_, seed) => colours(paint(kind, seed)).size);
    const most = { white: 1, flat: 1, split: 2, stripes: 2, checker: 2 }[kind as string] ?? SIZE * SIZE;
    const least = most === SIZE * SIZE ? 20 : most;
    expect(Math.max(...counts)).toBeLessThanOrEqual(most);
    expect(counts.filter((count) => count >= least).length).toBeGreaterThan(15);
  });

  it('is moved towards white', () => {
    const [plain, light] = [paint(kind, 4).rgb, paint(kind, 4, 0.6).rgb];
    light.forEach((sample, i) => expect(Math.abs(sample - (0.6 * 255 + 0.4 * plain[i]!))).toBeLessThanOrEqual(1));
  });
});

it('turns smoothly from one end to the other where it is a linear gradient', () => {
  const { rgb } = paint('linear', 5);
  const steps = Array.from({ length: SIZE - 1 }, (_, x) => rgb[3 * (x + 1)]! - rgb[3 * x]!);
  expect(new Set(steps.map(Math.sign).filter((sign) => sign !== 0)).size).toBe(1);
  expect(Math.max(...steps.map(Math.abs))).toBeLessThanOrEqual(Math.ceil((255 / SIZE) * Math.SQRT2));
});
