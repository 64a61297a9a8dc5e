import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';

import type { ResultFile, Skipped } from './imported.ts';

/** Names of files that a folder is searched for. Dassl appends the date to the name of a log that another one has taken. */
const CANDIDATE = /^log\.txt|\.(txt|log|json|csv)$/i;

/** Logs are thousands of lines long; what is larger than this is something else. */
const LARGEST_BYTES = 64 * 2 ** 20;

export interface FoundFiles {
  readonly files: readonly ResultFile[];
  readonly skipped: readonly Skipped[];
}

/**
 * The file, or the files below the folder that may hold results by their names, in the order of their paths. Links in folders and names that
 * begin with a dot are passed over.
 * @throws ShotbenchError `IMPORT_MISSING`; `IMPORT_DATABASE` for a SQLite file.
 */
export function findResultFiles(path: string): FoundFiles {
  const root = resolve(path);
  const stat = statSync(root, { throwIfNoEntry: false });
  if (!stat?.isFile() && !stat?.isDirectory()) {
    throw new ShotbenchError('IMPORT_MISSING', `there is no file or folder ${path}; expected results to import`);
  }
  if (stat.isFile()) refuseDatabase(root, path);
  const files: ResultFile[] = [];
  const skipped: Skipped[] = [];
  for (const file of stat.isFile() ? [root] : filesBelow(root)) {
    const shown = join(basename(root), relative(root, file)).split(sep).join('/');
    const bytes = statSync(file).size;
    if (bytes > LARGEST_BYTES) skipped.push({ path: shown, reason: `it has ${bytes} bytes, too many for a log` });
    else files.push(resultFile(shown, readFileSync(file)));
  }
  return { files, skipped };
}

function resultFile(path: string, bytes: Buffer): ResultFile {
  return { path, sha256: sha256(bytes), text: bytes.toString('utf8') };
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
      return entry.isFile() && CANDIDATE.test(entry.name) ? [path] : [];
    });
}

/** https://www.sqlite.org/fileformat.html, section 1.3. */
const SQLITE_HEADER = 'SQLite format 3\0';

function refuseDatabase(file: string, path: string): void {
  const start = Buffer.alloc(SQLITE_HEADER.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  if (start.toString('latin1') !== SQLITE_HEADER) return;
  throw new ShotbenchError(
    'IMPORT_DATABASE',
    `${path} is a SQLite database; expected logs of other programs; merge results of ours with "shotbench db merge"`,
  );
}
