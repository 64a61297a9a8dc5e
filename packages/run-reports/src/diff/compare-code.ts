import type { Provenance } from '@shotbench/tracker';

import { git } from '../git.ts';

/** How the code of two runs differs. */
export interface CodeComparison {
  readonly first: CodeOfRun;
  readonly second: CodeOfRun;
  /** What `git diff --stat` says of the two commits; null where they are one, or not both known here. */
  readonly stat: string | null;
  /** Whether what each differed by from its commit is the same; null where that was not kept of one of them. */
  readonly sameChanges: boolean | null;
}

export interface CodeOfRun {
  /** Null where the run does not know it. */
  readonly commit: string | null;
  /** Whether that commit is in this repository. */
  readonly known: boolean;
  readonly dirty: boolean | null;
}

/**
 * Compares the code of two runs as far as the repository in a folder knows it.
 * @param folder in a git working tree.
 */
export function compareCode(folder: string, a: Provenance, b: Provenance): CodeComparison {
  const [first, second] = [codeOfRun(folder, a), codeOfRun(folder, b)];
  const comparable = first.known && second.known && first.commit !== second.commit;
  return {
    first,
    second,
    stat: comparable
      ? (git(folder, 'diff', '--stat', '--no-color', first.commit!, second.commit!)?.trimEnd() ?? null)
      : null,
    sameChanges: areChangesKnown(a) && areChangesKnown(b) ? (a.diff ?? '') === (b.diff ?? '') : null,
  };
}

function codeOfRun(folder: string, { commit, dirty }: Provenance): CodeOfRun {
  // What stands in a file of results may be anything, an option of git included.
  const isHash = commit !== null && /^[0-9a-f]{7,64}$/.test(commit);
  return { commit, known: isHash && git(folder, 'cat-file', '-e', `${commit}^{commit}`) !== undefined, dirty };
}

function areChangesKnown({ dirty, diff }: Provenance): boolean {
  return dirty === false || diff !== undefined;
}
