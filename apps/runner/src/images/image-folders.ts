import { statSync } from 'node:fs';

import { ShotbenchError } from '@shotbench/errors';

/** Folders of pictures by the name of their dataset. */
export type ImageFolders = ReadonlyMap<string, string>;

/**
 * Adds one "NAME=FOLDER" to the folders so far.
 * @throws ShotbenchError `OPTION_IMAGES` for another form, a name given twice, and a folder that is none.
 */
export function addImageFolder(text: string, folders: ImageFolders = new Map()): ImageFolders {
  const match = /^([^=]+)=(.+)$/s.exec(text);
  if (!match) {
    throw new ShotbenchError(
      'OPTION_IMAGES',
      `--images is "${text}"; expected NAME=FOLDER, such as dtd=data/dtd/images`,
    );
  }
  const [, name, folder] = match as unknown as [string, string, string];
  if (folders.has(name)) {
    throw new ShotbenchError(
      'OPTION_IMAGES',
      `--images names "${name}" twice; expected one folder for each dataset; leave one out`,
    );
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ShotbenchError(
      'OPTION_IMAGES',
      `--images gives "${folder}" for ${name}, which is no folder here; expected the folder that image ids are relative to`,
    );
  }
  return new Map([...folders, [name, folder]]);
}
