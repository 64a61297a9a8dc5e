import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The built page in memory: content by URL path, such as `/index.html`. */
export type PageFiles = ReadonlyMap<string, Buffer>;

/** Lies beside the built files and holds the stamp of the sources that they were made of. */
export const STAMP_FILE = '.sources';

/** All files below a folder but the stamp, sorted. */
export function readFiles(folder: string): PageFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== STAMP_FILE)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(paths.map((path) => [`/${relative(folder, path).split(sep).join('/')}`, readFileSync(path)]));
}

/**
 * A hash of everything that the page is made of: its sources, and the package.json with the versions of d3 and Vite.
 * Not their times, which git and copying change at will.
 */
export function sourcesStamp(app: string): string {
  const hash = createHash('sha256').update(readFileSync(join(app, 'package.json')));
  for (const [path, content] of readFiles(join(app, 'page')))
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}
