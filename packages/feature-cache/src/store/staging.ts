import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** An import takes seconds; a staging folder untouched for this long belongs to one that was killed. */
const STALE_MS = 3_600_000;

/**
 * Runs `body` with a fresh folder inside the store, on the same file system, so that what is written there can be
 * renamed into place. The folder is removed afterwards, and so are those that killed imports left behind.
 */
export function withStaging(root: string, body: (folder: string) => void): void {
  const parent = join(root, 'tmp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'import-'));
  try {
    removeStale(parent, statSync(folder).mtimeMs);
    body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file and waits until the disk has it: a rename must never show a file whose bytes are still on their way. */
export function writeDurably(path: string, data: Uint8Array | string): void {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const file = openSync(path, 'wx');
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Ages are counted from a folder made just now, by the clock of the file system that dated them. */
function removeStale(parent: string, now: number): void {
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    const dated = statSync(path, { throwIfNoEntry: false });
    if (dated !== undefined && now - dated.mtimeMs > STALE_MS) rmSync(path, { recursive: true, force: true });
  }
}
