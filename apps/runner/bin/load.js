import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { compiledSources } from './compiled/compiled-sources.mjs';

const WORKSPACE = join(import.meta.dirname, '..', '..', '..');

/**
 * Loads a module of ../src by its path without extension. It is compiled, which starts three times as fast; where that fails, tsx runs the
 * sources as they are.
 *
 * @param {'main' | 'sweep/pool/serve-cells'} name
 */
export async function load(name) {
  const folder = await compiledSources(WORKSPACE);
  if (folder !== undefined) {
    // Stacks name lines of the sources.
    process.setSourceMapsEnabled(true);
    return import(pathToFileURL(join(folder, `${name}.js`)).href);
  }
  const { register } = await import('tsx/esm/api');
  register();
  return import(`../src/${name}.ts`);
}
