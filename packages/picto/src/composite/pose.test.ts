import { PythonRandom } from '@shotbench/datasets';
import { expect, it } from 'vitest';

import { DATASET_POSE, type PoseRanges, randomPose, TRAINING_POSE } from './pose.ts';

const draw = (ranges: PoseRanges, seed: number) => {
  const random = new PythonRandom(seed);
  return Array.from({ length: 2000 }, () => randomPose(random, ranges));
};

it.each([
  ['training', TRAINING_POSE],
  ['dataset', DATASET_POSE],
] as const)('uses up the %s ranges and stays inside', (_what, ranges) => {
  const poses = draw(ranges, 1);
  for (const [drawn, low, high] of [
    [poses.map(({ scale }) => scale), ...ranges.scale],
    [poses.map(({ angle }) => angle), -ranges.angle, ranges.angle],
    [poses.map(({ shiftX }) => shiftX), -ranges.shift, ranges.shift],
    [poses.map(({ shiftY }) => shiftY), -ranges.shift, ranges.shift],
  ] as const) {
    const margin = 0.01 * (high - low);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(low);
    expect(Math.min(...drawn)).toBeLessThan(low + margin);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(high);
    expect(Math.max(...drawn)).toBeGreaterThan(high - margin);
  }
  const flipped = poses.filter(({ flip }) => flip).length;
  expect(Math.abs(flipped - 1000)).toBeLessThan(4 * Math.sqrt(2000 / 4));
});

it('draws the same poses where icons may not be mirrored, but none mirrored', () => {
  const expected = draw(TRAINING_POSE, 2).map((pose) => ({ ...pose, flip: false }));
  expect(draw({ ...TRAINING_POSE, flip: false }, 2)).toEqual(expected);
});

it('lies inside the training ranges where a dataset is made', () => {
  expect(DATASET_POSE.scale[0]).toBeGreaterThanOrEqual(TRAINING_POSE.scale[0]);
  expect(DATASET_POSE.scale[1]).toBeLessThanOrEqual(TRAINING_POSE.scale[1]);
  expect(DATASET_POSE.angle).toBeLessThan(TRAINING_POSE.angle);
  expect(DATASET_POSE.shift).toBeLessThan(TRAINING_POSE.shift);
});
