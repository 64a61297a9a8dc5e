import { describe, expect, it } from 'vitest';

import { baseAndNovel } from './index.ts';

describe('baseAndNovel', () => {
  it.each([
    [2, [0], [1]],
    [5, [0, 1, 2], [3, 4]],
    [6, [0, 1, 2], [3, 4, 5]],
  ])('halves %i classes, the middle one being base', (classes, base, novel) => {
    expect(baseAndNovel(classes)).toEqual({ base, novel });
  });

  it('has as many as CoCoOp counts on its datasets', () => {
    // SUN397 and the 1000 of ImageNet.
    expect(baseAndNovel(397).base).toHaveLength(199);
    expect(baseAndNovel(1000).novel).toHaveLength(500);
  });
});
