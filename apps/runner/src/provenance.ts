import { existsSync, readFileSync } from 'node:fs';
import { cpus, hostname, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { sha256 } from '@shotbench/content-hash';
import type { Provenance } from '@shotbench/tracker';

import { codeState } from './provenance/code-state.ts';
import { commandLine } from './provenance/command-line.ts';
import { gpuNames } from './provenance/gpu-names.ts';
import { libraryVersions, readVersion } from './provenance/library-versions.ts';

/** The repository that this file lies in. */
export const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));

/** Where, with what, from which code and by which command the runs of this process come. */
export function provenance(threads: number): Provenance {
  const lockFile = join(WORKSPACE, 'package-lock.json');
  return {
    ...codeState(WORKSPACE),
    ...(existsSync(lockFile) && { lockHash: sha256(readFileSync(lockFile, 'utf8')) }),
    command: commandLine(process.argv),
    versions: { shotbench: readVersion(join(WORKSPACE, 'package.json')), ...libraryVersions() },
    host: hostname(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    gpus: gpuNames(),
    threads,
    node: process.version,
    platform: `${platform()} ${release()} ${process.arch}`,
  };
}
