import { execFileSync } from 'node:child_process';

/** What git may print before it is given up on; a difference of that size is a slip, such as a data set that is not ignored. */
const LONGEST_OUTPUT = 64 * 1024 * 1024;

/** What git prints in a folder; undefined where it fails: no git, a copy without history, or more output than anyone wants. */
export function git(folder: string, ...args: string[]): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio, maxBuffer: LONGEST_OUTPUT });
  } catch {
    return undefined;
  }
}
