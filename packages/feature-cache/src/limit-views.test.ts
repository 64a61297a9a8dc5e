import { describe, expect, it } from 'vitest';

import type { FeatureSet } from './feature-set.ts';
import { limitViews } from './limit-views.ts';

const rows = { features: Float32Array.of(1, 2), labels: Int32Array.of(0), count: 1 };
const views = [Float32Array.of(3, 4), Float32Array.of(5, 6), Float32Array.of(7, 8)];
const set = { name: 'dtd', train: () => ({ ...rows, views }), test: () => rows } as unknown as FeatureSet;

describe('limitViews', () => {
  it('keeps the first views, and the images themselves for one', () => {
    expect(limitViews(set, 3).train(1)).toEqual({ ...rows, views });
    expect(limitViews(set, 2).train(1)).toEqual({ ...rows, views: views.slice(0, 2) });
    expect(limitViews(set, 1).train(1)).toEqual(rows);
    expect(limitViews(set, 2)).toMatchObject({ name: 'dtd' });
  });

  it('refuses more views than there are', () => {
    const advice = 'ask for no more, or extract it again with "--views';
    expect(() => limitViews(set, 4).train(1)).toThrow(
      `4 views of each training image are asked for, but feature set "dtd" has 3; ${advice} 4"`,
    );
    const plain = { ...set, train: () => rows } as FeatureSet;
    expect(limitViews(plain, 1).train(1)).toEqual(rows);
    expect(() => limitViews(plain, 2).train(1)).toThrow('"dtd" has 1');
  });
});
