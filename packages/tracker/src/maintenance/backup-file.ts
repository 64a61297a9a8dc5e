import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';

import { oneLine, ShotbenchError } from '@shotbench/errors';

/** A copy that is being written under another name, so that nothing half is ever found under its own. */
export interface BackupFile {
  readonly file: string;
  readonly target: string;
  readonly aside: string;
}

export function backupFile(file: string, target: string): BackupFile {
  return { file, target, aside: `${target}.${process.pid}` };
}

/** Removes what a killed process of the same number has left, which SQLite would not write over. */
export function clearAside({ aside }: BackupFile): void {
  for (const suffix of SUFFIXES) rmSync(`${aside}${suffix}`, { force: true });
}

const SUFFIXES = ['', '-journal', '-wal', '-shm'];

/** Gives the copy its name, once the disk has its bytes. */
export function finishBackup({ aside, target }: BackupFile): void {
  const written = openSync(aside, 'r+');
  try {
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
  renameSync(aside, target);
}

/** What to throw where the copy could not be made; removes what there is of it. */
export function backupFailed(backup: BackupFile, cause: unknown): ShotbenchError {
  // Of a path that cannot be there, such as one below a file, removing fails even where that is asked not to.
  for (const path of SUFFIXES.map((suffix) => `${backup.aside}${suffix}`)) {
    if (existsSync(path)) rmSync(path, { recursive: true });
  }
  return new ShotbenchError(
    'TRACKER_BACKUP',
    `${backup.file} could not be copied to ${backup.target} (${oneLine(cause)}); expected a folder that can be written, on a disk ` +
      'with room; make room or correct the permissions and run it again',
    { cause },
  );
}
