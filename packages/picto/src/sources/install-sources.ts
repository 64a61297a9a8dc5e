import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { parseJson } from './parse-json.ts';

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const installed = z.object({ version: z.string() });

export interface InstallOptions {
  /** Is told what is done. */
  readonly log: (line: string) => void;
  /** The command of npm. */
  readonly npm?: string;
}

/**
 * Installs the packages that `package.json` in this folder pins, by its lock file, unless all of them are there.
 * @returns The folder of the packages.
 * @throws ShotbenchError `PICTO_INSTALL` where npm fails.
 */
export function installSources(folder: string, { log, npm = 'npm' }: InstallOptions): string {
  const { dependencies } = parseJson(join(folder, 'package.json'), manifest);
  const modules = join(folder, 'node_modules');
  const isThere = ([name, version]: [string, string]): boolean => {
    const file = join(modules, name, 'package.json');
    return existsSync(file) && parseJson(file, installed).version === version;
  };
  if (Object.entries(dependencies).every(isThere)) return modules;
  log(`installing ${Object.keys(dependencies).length} packages into ${modules}`);
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync(npm, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    throw new ShotbenchError(
      'PICTO_INSTALL',
      `${npm} ci --prefix ${folder} failed (${error?.message ?? `exit code ${status ?? 'none'}`}); expected the packages of its package-lock.json; see npm's message above, which may be about the network`,
      { cause: error },
    );
  }
  return modules;
}
