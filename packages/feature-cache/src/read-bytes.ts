import { readFileSync } from 'node:fs';

import { oneLine, ShotbenchError } from '@shotbench/errors';

/** @throws ShotbenchError `FEATURES_READ` with the system's reason. */
export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ShotbenchError(
      'FEATURES_READ',
      `could not read ${file}: ${oneLine(error)}; expected a readable file; check its permissions and the disk`,
      { cause: error },
    );
  }
}
