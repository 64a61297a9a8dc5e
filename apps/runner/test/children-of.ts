import { readFileSync } from 'node:fs';

/** Process numbers of a process's children, oldest first; none where that can't be told, as outside Linux. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return [];
  }
}
