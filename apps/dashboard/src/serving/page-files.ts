import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** Folders of an app that its page is made of: its own, what it shares with the server, and what it shares with the figures of the command line. */
const SOURCES = ['page', 'src/shared', '../../packages/tracker/src/figures'];
/** The files here that say how the page is built. */
const RECIPE = ['build-page.ts', 'theme-rules.ts'];

/**
 * A hash of everything that the page is made of: its sources, how they are built, and the package.json with the versions of d3 and Vite.
 * Not their times, which git and copying change at will.
 */
export function sourcesStamp(app: string): string {
  const hash = createHash('sha256').update(readFileSync(join(app, 'package.json')));
  for (const name of RECIPE) hash.update(readFileSync(join(import.meta.dirname, name)));
  for (const folder of SOURCES.filter((name) => existsSync(join(app, name)))) {
    for (const [path, content] of readFiles(join(app, folder))) {
      hash.update(`\0${folder}${path}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}
