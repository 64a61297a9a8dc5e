import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildPage } from './build-page.ts';
import { type PageFiles, readFiles, sourcesStamp, STAMP_FILE } from './page-files.ts';

/**
 * The page of an app folder, whose sources are in `page/` and whose built files are in `dist/`. It is built first where
 * `dist/` is missing, incomplete or made of other sources than are there now.
 *
 * @throws ShotbenchError `DASHBOARD_PAGE` if it does not build.
 */
export async function loadPage(app: string): Promise<PageFiles> {
  const stamp = sourcesStamp(app);
  return readBuilt(join(app, 'dist'), stamp) ?? (await buildPage(app, stamp));
}

function readBuilt(dist: string, stamp: string): PageFiles | undefined {
  try {
    return readFileSync(join(dist, STAMP_FILE), 'utf8') === stamp ? readFiles(dist) : undefined;
  } catch (error) {
    // Never built, or another process is just putting a new one into place.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
