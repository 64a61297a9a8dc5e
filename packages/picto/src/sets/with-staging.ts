import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Drawing takes seconds, minutes at worst; a staging folder untouched for this long belongs to a run that was killed. */
const STALE_MS = 3_600_000;

/**
 * Runs `body` with a fresh hidden folder beside the one that is to appear, so that what is made there can be renamed into
 * place. The folder is removed afterwards, and so are those that killed runs left behind.
 */
export async function withStaging(root: string, name: string, body: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(root, { recursive: true });
  const prefix = `.${name}-staging-`;
  const folder = mkdtempSync(join(root, prefix));
  try {
    removeStale(root, prefix, statSync(folder).mtimeMs);
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ages are counted from a folder made just now, by the clock of the file system that dated them. */
function removeStale(root: string, prefix: string, now: number): void {
  for (const name of readdirSync(root).filter((each) => each.startsWith(prefix))) {
    const dated = statSync(join(root, name), { throwIfNoEntry: false });
    if (dated !== undefined && now - dated.mtimeMs > STALE_MS) {
      rmSync(join(root, name), { recursive: true, force: true });
    }
  }
}
