import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

/** What marks a folder as one that may be replaced. */
export interface FolderMark {
  /** A file in it, and how its text begins. */
  readonly file: string;
  readonly text: string;
  /** All that it may have at its top. */
  readonly entries: readonly string[];
}

/**
 * Writes a folder so that under its name there is never a part of it: it is written beside its place, and moved there once it is whole.
 * What was there before stays until then, and is replaced only if it is marked, or empty.
 *
 * @param write gets the path of a new, empty folder.
 * @throws ShotbenchError `SITE_FOREIGN` if something else is there, `SITE_WRITE` if it cannot be written, and whatever `write` throws.
 */
export async function replaceFolder<T>(
  out: string,
  mark: FolderMark,
  write: (folder: string) => Promise<T>,
): Promise<T> {
  checkReplaceable(out, mark);
  // Where a link leads to is replaced, not the link.
  const target = existsSync(out) ? realpathSync(out) : resolve(out);
  const beside = (what: string) =>
    join(dirname(target), `.${basename(target)}.${what}-${randomBytes(6).toString('hex')}`);
  const [part, old] = [beside('part'), beside('old')];
  try {
    writing(out, () => {
      mkdirSync(dirname(target), { recursive: true });
      mkdirSync(part);
    });
    const result = await write(part);
    // Much may have happened meanwhile.
    checkReplaceable(out, mark);
    writing(out, () => swap(target, part, old));
    return result;
  } finally {
    rmSync(part, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

function checkReplaceable(out: string, { file, text, entries }: FolderMark): void {
  let present: string[];
  try {
    present = readdirSync(out);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') throw foreign(out, 'is no folder', error);
    throw unwritable(out, error);
  }
  if (present.length === 0) return;
  if (!beginsWith(join(out, file), text)) throw foreign(out, 'is there already, and is no site of ours');
  const other = present.find((entry) => !entries.includes(entry));
  if (other !== undefined) throw foreign(out, `has ${JSON.stringify(other)} in it, which is not of the site`);
}

function beginsWith(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8').startsWith(text);
  } catch {
    return false;
  }
}

function swap(target: string, replacement: string, aside: string): void {
  const replaces = existsSync(target);
  if (replaces) renameSync(target, aside);
  try {
    renameSync(replacement, target);
  } catch (error) {
    if (replaces) renameSync(aside, target);
    throw error;
  }
}

/** Does something to files of the folder. */
export function writing<T>(out: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unwritable(out, error);
  }
}

function foreign(out: string, what: string, cause?: unknown): ShotbenchError {
  const message = `${out} ${what}; expected nothing, an empty folder, or an earlier site, which is replaced as a whole; move it away or give another --out`;
  return new ShotbenchError('SITE_FOREIGN', message, { cause });
}

function unwritable(out: string, cause: unknown): ShotbenchError {
  const message = `${out} cannot be written: ${(cause as Error).message}; expected a place for a folder; give another --out`;
  return new ShotbenchError('SITE_WRITE', message, { cause });
}
