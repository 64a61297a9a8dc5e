import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

import type { ImageProvider } from './image-provider.ts';

/** Larger files are no test images. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Pictures from folders, of ids that are paths relative to them. A path that leads out of its folder, by dots or by a symbolic link, leads
 * nowhere.
 * @param folders by dataset.
 */
export function folderImages(folders: ReadonlyMap<string, string>): ImageProvider {
  return {
    datasets: [...folders.keys()],
    imageOf: async (dataset, id) => {
      const folder = folders.get(dataset);
      return folder === undefined ? undefined : readWithin(folder, id);
    },
  };
}

async function readWithin(folder: string, path: string): Promise<Uint8Array | undefined> {
  try {
    const root = await realpath(folder);
    // Links are followed before it is asked where the path ends.
    const file = await realpath(join(root, path));
    const inside = root.endsWith(sep) ? root : `${root}${sep}`;
    if (!file.startsWith(inside)) return undefined;
    // A pipe would else be waited for until someone writes into it.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await handle.stat();
      return stat.isFile() && stat.size <= MOST_BYTES ? await handle.readFile() : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    // Not there, not readable, or no path at all, such as one with a zero byte.
    return undefined;
  }
}
