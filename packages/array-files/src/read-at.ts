import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

import { oneLine, ShotbenchError } from '@shotbench/errors';

/** A regular file that is open for reading. */
export interface OpenFile {
  readonly descriptor: number;
  /** Bytes it had when it was opened. */
  readonly size: number;
}

/** @throws ShotbenchError `FILE_READ` with the system's reason. */
export function openFile(path: string): OpenFile {
  return reading(path, () => {
    // Opening a pipe would wait for its other end, so the kind is looked at before.
    if (!statSync(path).isFile()) throw new Error('not a regular file');
    const descriptor = openSync(path, 'r');
    try {
      return { descriptor, size: fstatSync(descriptor).size };
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  });
}

/**
 * Fills `bytes`, fewer than 2^31, from a position of an open file.
 * @param file Path for messages.
 * @throws ShotbenchError `FILE_READ` with the system's reason, or because the file has become shorter.
 */
export function readAt(descriptor: number, position: number, bytes: Uint8Array, file: string): void {
  reading(file, () => {
    for (let done = 0; done < bytes.length;) {
      const count = readSync(descriptor, bytes, done, bytes.length - done, position + done);
      if (count === 0) throw new Error(`it ends at byte ${position + done}, earlier than when it was opened`);
      done += count;
    }
  });
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ShotbenchError(
      'FILE_READ',
      `could not read ${file}: ${oneLine(error)}; expected a readable file; check the path, its permissions and the disk`,
      { cause: error },
    );
  }
}
