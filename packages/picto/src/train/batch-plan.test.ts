import { describe, expect, it } from 'vitest';

import { batchPlan, type Choosable } from './batch-plan.ts';

/** 40 emoji concepts with 1 to 8 images each, and 20 other names, of which the first is an emoji's too. */
const images: readonly Choosable[] = [
  ...Array.from({ length: 40 }, (_, concept) =>
    Array.from({ length: 1 + (concept % 8) }, () => ({ key: `e${concept}`, isEmoji: true })),
  ).flat(),
  ...Array.from({ length: 20 }, (_, name) => ({ key: name === 0 ? 'e0' : `n${name}`, isEmoji: false })),
].map((image, i) => ({ ...image, index: 1000 + i }));
const keyOf = (index: number): string => images[index - 1000]!.key;

describe('batchPlan', () => {
  const plan = batchPlan(images, { batch: 20, seed: 3 });

  it('never draws two images of one concept', () => {
    for (let step = 0; step < 200; step++) {
      const keys = plan.imagesOf(step).map(keyOf);
      expect(new Set(keys).size).toBe(20);
    }
  });

  it('has the share of emoji that was asked for', () => {
    const isEmoji = plan.imagesOf(7).map((index) => images[index - 1000]!.isEmoji);
    expect(isEmoji.filter(Boolean)).toHaveLength(Math.round(20 * 0.78));
  });

  it('draws the same batch for the same step and seed only', () => {
    const again = batchPlan(images, { batch: 20, seed: 3 });
    expect(again.imagesOf(5)).toEqual(plan.imagesOf(5));
    expect(again.imagesOf(6)).not.toEqual(plan.imagesOf(5));
    expect(batchPlan(images, { batch: 20, seed: 4 }).imagesOf(5)).not.toEqual(plan.imagesOf(5));
  });

  it('meets concepts of many images more often, but less than in proportion', () => {
    const small = batchPlan(images, { batch: 4, seed: 1, emojiShare: 1 });
    const counts = new Map<string, number>();
    for (let step = 0; step < 4000; step++) {
      for (const key of small.imagesOf(step).map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // Concepts 0, 8, … have one image, concepts 7, 15, … have eight.
    const ratio =
      [7, 15, 23, 31, 39].reduce((sum, i) => sum + counts.get(`e${i}`)!, 0) /
      [0, 8, 16, 24, 32].reduce((sum, i) => sum + counts.get(`e${i}`)!, 0);
    expect(ratio).toBeGreaterThan(2);
    expect(ratio).toBeLessThan(4);
  });
});
