import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, hostname, platform, release } from 'node:os';
import { fileURLToPath } from 'node:url';

import type { Provenance } from '@shotbench/tracker';

/** The repository that this file lies in. */
export const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));

/** Libraries whose version can move a number or a duration. */
const LIBRARIES = ['onnxruntime-node', '@tensorflow/tfjs', 'better-sqlite3'];

/** Where, with what and from which code the runs of this process come. */
export function provenance(threads: number): Provenance {
  const status = git('status', '--porcelain');
  return {
    commit: git('rev-parse', 'HEAD') ?? null,
    dirty: status === undefined ? null : status !== '',
    versions: { shotbench: readVersion(`${WORKSPACE}/package.json`), ...libraryVersions() },
    host: hostname(),
    processor: cpus()[0]?.model ?? 'unknown',
    threads,
    node: process.version,
    platform: `${platform()} ${release()} ${process.arch}`,
  };
}

function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: WORKSPACE, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined; // no git, or a copy without history
  }
}

function libraryVersions(): Record<string, string> {
  return Object.fromEntries(
    LIBRARIES.map((name) => {
      try {
        return [name, readVersion(createRequire(import.meta.url).resolve(`${name}/package.json`))];
      } catch {
        return [name, 'unknown'];
      }
    }),
  );
}

function readVersion(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
