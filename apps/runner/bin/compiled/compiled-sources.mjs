import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import { sourcesStamp } from './sources-stamp.mjs';

/**
 * The folder with the command in JavaScript, compiled first unless it is there already. Its name is the stamp of the sources, so what is found is of the
 * sources as they are now.
 *
 * @param {string} workspace
 * @returns {Promise<string | undefined>} undefined where it cannot be made: a folder that cannot be written, sources that do not compile.
 */
export async function compiledSources(workspace) {
  const parent = join(workspace, 'apps', 'runner', 'dist');
  try {
    const folder = join(parent, sourcesStamp(workspace));
    if (!existsSync(folder)) {
      // Loading the compiler takes longer than starting all the rest, so only who compiles pays for it.
      const { compileSources } = await import('./compile-sources.mjs');
      await compileSources(workspace, folder);
    }
    noteUse(folder);
    return folder;
  } catch {
    return undefined;
  }
}

/** So that it is not taken for one that nobody needs. */
function noteUse(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // It may belong to somebody else, or lie on a disk that is not to be written.
  }
}
