import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where packages lie in the workspace, and with what they are written. */
const PARENTS = ['packages', 'packages/methods', 'apps'];
const SOURCE = /(?<!\.test)\.(?:m?[jt]s|json)$/;

/**
 * A hash of everything that the compiled command is made of: the sources and package.json of every package and app, the experiments, and the compiler with
 * its settings. Of their contents, not of their times, which git and copying change at will.
 *
 * @param {string} workspace
 * @returns {string}
 */
export function sourcesStamp(workspace) {
  const hash = createHash('sha256');
  const add = (path) => {
    const content = readFileSync(join(workspace, path));
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  };
  for (const parent of PARENTS) {
    for (const folder of foldersIn(workspace, parent)) {
      const files = filesBelow(workspace, `${folder}/src`);
      if (files.length === 0) continue;
      add(`${folder}/package.json`);
      for (const file of files) add(file);
    }
  }
  for (const file of filesBelow(workspace, 'experiments')) add(file);
  // Of another version of the compiler tsx's package.json would tell.
  for (const file of ['apps/runner/bin/compiled/compile-sources.mjs', 'node_modules/tsx/package.json']) add(file);
  return hash.digest('hex').slice(0, 32);
}

function foldersIn(workspace, parent) {
  return entriesOf(join(workspace, parent))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${parent}/${name}`)
    .sort();
}

function filesBelow(workspace, folder) {
  return entriesOf(join(workspace, folder))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(workspace, path);
      return SOURCE.test(entry.name) ? [path] : [];
    })
    .sort();
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  }
}
