import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

/** Whether a path is meant as a folder: it ends in a slash or is one. */
export function isFolder(path: string): boolean {
  return /[/\\]$/.test(path) || (existsSync(path) && statSync(path).isDirectory());
}

/**
 * Writes a file so that under its name there is never a part of it: what was there before stays until all of it is written. Missing
 * folders are made.
 * @throws ShotbenchError `EXPORT_WRITE`.
 */
export function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw new ShotbenchError(
      'EXPORT_WRITE',
      `${file} cannot be written: ${(error as Error).message}; expected a place for a file; give another --out`,
      { cause: error },
    );
  }
}
