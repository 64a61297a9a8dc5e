import type { ImageProvider } from '@shotbench/dashboard';

import { builtInImages } from './built-in-images.ts';
import type { ImageFolders } from './image-folders.ts';

/**
 * The pictures that the dashboard can show: of the folders given, and else of built-in datasets.
 * @param cache folder of the feature cache.
 */
export async function imagesOf(folders: ImageFolders, cache: string): Promise<ImageProvider> {
  // As the command loads it: with a web server and a bundler, for which nothing else should wait.
  const { firstOf, folderImages } = await import('@shotbench/dashboard');
  return firstOf([folderImages(folders), builtInImages(cache, folderImages)]);
}
