import { verifyCache } from '@shotbench/feature-cache';

import type { Findings } from '../db/check-results.ts';
import { formatBytes } from '../pull/format-bytes.ts';

/** What is damaged in a cache, one line each. */
export function verifyStore(folder: string): Findings {
  const { sets, entries, bytes, problems } = verifyCache(folder);
  const lines = problems.map(({ message, sets: users }) => {
    return `${users.length === 0 ? 'no set' : users.join(', ')}: ${message}`;
  });
  const found = problems.length === 0 ? 'nothing damaged' : `${problems.length} damaged`;
  return {
    text: [...lines, `${folder}: ${sets} sets, ${entries} entries, ${formatBytes(bytes)}, ${found}`, ''].join('\n'),
    isWrong: problems.length > 0,
  };
}
