import { readFile } from 'node:fs/promises';

import { oneLine, ShotbenchError } from '@shotbench/errors';

/** @throws ShotbenchError `IMAGE_MISSING` or `IMAGE_UNREADABLE` */
export async function readImageFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new ShotbenchError('IMAGE_MISSING', `${file} is missing; expected an image; check the data folder`, {
        cause: error,
      });
    }
    throw new ShotbenchError(
      'IMAGE_UNREADABLE',
      `${file} cannot be read (${oneLine(error)}); expected an image; check the path and its permissions`,
      { cause: error },
    );
  }
}
