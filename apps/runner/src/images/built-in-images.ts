import { dirname, join } from 'node:path';

import type { folderImages, ImageProvider } from '@shotbench/dashboard';
import { renderPictoSet } from '@shotbench/picto';

import { builtInSetNames, builtInSetOf } from '../built-in/built-in-set-of.ts';

/** The folder of images within a built-in dataset's. */
const IMAGES = 'images';

/**
 * The pictures of feature sets of the built-in datasets, drawn beside the feature cache when the first is asked for.
 * @param cache folder of the feature cache.
 * @param read what reads pictures from folders.
 */
export function builtInImages(cache: string, read: typeof folderImages): ImageProvider {
  const drawn = new Map<string, Promise<string>>();
  const folderOf = (dataset: string): Promise<string> => {
    const folder = drawn.get(dataset) ?? renderPictoSet(dataset, join(dirname(cache), 'datasets'));
    drawn.set(dataset, folder);
    return folder;
  };
  return {
    datasets: builtInSetNames(),
    imageOf: async (name, id) => {
      const set = builtInSetOf(name);
      if (set === undefined) return undefined;
      const folder = join(await folderOf(set.dataset), IMAGES);
      return read(new Map([[name, folder]])).imageOf(name, id);
    },
  };
}
