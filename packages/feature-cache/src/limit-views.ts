import { ShotbenchError } from '@shotbench/errors';

import type { FeatureSet } from './feature-set.ts';

/**
 * A set whose training images come in V views, as a view of it: the first V of its augmented views, or with V = 1 the images as they are
 * evaluated, "fixed features".
 *
 * @throws ShotbenchError `FEATURES_VIEWS` from `train` where the set has fewer.
 */
export function limitViews(set: FeatureSet, views: number): FeatureSet {
  return {
    ...set,
    train(shots, seed) {
      const { views: all = [], ...rows } = set.train(shots, seed);
      if (views === 1) return rows;
      if (views <= all.length) return { ...rows, views: all.slice(0, views) };
      throw new ShotbenchError(
        'FEATURES_VIEWS',
        `${views} views of each training image are asked for, but feature set "${set.name}" has ${Math.max(1, all.length)}; ` +
          `ask for no more, or extract it again with "--views ${views}"`,
      );
    },
  };
}
