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
export const STALE_MS = 3_600_000;

/** A collection holds entries off for milliseconds; one that has not moved for this long was killed. */
const COLLECTION_MS = 60_000;
const PAUSE_MS = 25;

export const IMPORT_PREFIX = 'import-';
export const COLLECTION_PREFIX = 'gc-';

/**
 * Runs `body` with a fresh folder inside the store, on the same file system, so that what is written there can be
 * renamed into place. The folder is removed afterwards, and so are those that killed imports left behind.
 *
 * As long as the folder is there, nothing is removed from the store; `body` begins when nobody removes anything any more. What it
 * relies on must be looked at by itself, not before.
 */
export function withStaging(root: string, body: (folder: string) => void): void {
  const parent = join(root, 'tmp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, IMPORT_PREFIX));
  try {
    const now = statSync(folder).mtimeMs;
    removeStale(parent, now);
    waitForCollection(parent, now);
    body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each side first shows that it is there and then looks for the other, so at least one of them sees the other. */
function waitForCollection(parent: string, now: number): void {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const isCollecting = readdirSync(parent)
      .filter((name) => name.startsWith(COLLECTION_PREFIX))
      .map((name) => statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs)
      .some((dated) => dated !== undefined && now + waited - dated < COLLECTION_MS);
    if (!isCollecting) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
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
