import type { Provenance } from '@shotbench/tracker';

import { git } from '@shotbench/run-reports';

/** Longer differences are cut: they are stored with the runs. */
const LONGEST_DIFF = 200_000;

/**
 * Which code lies in a git working tree: its commit, and what differs from it. Without git or its history both are null, and there is no
 * difference to be told.
 */
export function codeState(folder: string): Pick<Provenance, 'commit' | 'dirty' | 'diff'> {
  const commit = git(folder, 'rev-parse', 'HEAD')?.trim();
  const status = git(folder, 'status', '--porcelain');
  if (commit === undefined || status === undefined) return { commit: null, dirty: null };
  if (status === '') return { commit, dirty: false };
  return { commit, dirty: true, diff: workingTreeDiff(folder) };
}

/** Changes of tracked files as `git diff HEAD` prints them, then the names of untracked ones, one a line. */
function workingTreeDiff(folder: string): string {
  // Whatever the user has configured: a difference has to read the same everywhere.
  const changes = git(folder, 'diff', 'HEAD', '--no-color', '--no-ext-diff', '--no-textconv');
  if (changes === undefined) return 'not kept: git diff failed or printed too much\n';
  const untracked = git(folder, '-c', 'core.quotePath=false', 'ls-files', '--others', '--exclude-standard', ':/') ?? '';
  const names = untracked.split('\n').filter((name) => name !== '');
  return cut(changes + names.map((name) => `untracked: ${name}\n`).join(''));
}

/** The text up to its last whole line within the limit, with a note of what is missing. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= LONGEST_DIFF) return text;
  const end = bytes.lastIndexOf('\n', LONGEST_DIFF - 1) + 1 || LONGEST_DIFF;
  return `${bytes.subarray(0, end).toString()}… cut: ${end} of ${bytes.length} bytes are kept\n`;
}
