import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { sqliteVersion } from '@shotbench/tracker';

/** Libraries whose version can move a number or a duration. The native part of each is of the version of its package. */
const LIBRARIES = ['onnxruntime-node', '@tensorflow/tfjs', 'better-sqlite3', 'sharp'];

/** Those that need not be installed. */
const OPTIONAL_LIBRARIES = ['@tensorflow/tfjs-node-gpu'];

const require = createRequire(import.meta.url);

/** The versions of the libraries at work, of SQLite, and of V8, whose `Math` the plain JavaScript executor computes with. */
export function libraryVersions(): Record<string, string> {
  const installed = OPTIONAL_LIBRARIES.filter((name) => versionOf(name) !== undefined);
  const libraries = [...LIBRARIES, ...installed].map((name) => [name, versionOf(name) ?? 'unknown'] as const);
  return { ...Object.fromEntries(libraries), sqlite: sqliteVersion(), v8: process.versions.v8 };
}

function versionOf(library: string): string | undefined {
  // Looked for as a file: some packages do not export their package.json.
  const files = (require.resolve.paths(library) ?? []).map((folder) => join(folder, library, 'package.json'));
  const file = files.find((candidate) => existsSync(candidate));
  return file === undefined ? undefined : readVersion(file);
}

/** The version in a `package.json`. */
export function readVersion(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
