import type { RunCounts } from '../../../src/views/coverage/coverage-of.ts';

/** How far the runs of a cell are; the sign in the map is that of the first that holds. */
export type CellState = 'unplanned' | 'failed' | 'running' | 'partial' | 'pending' | 'done';

export function stateOf(counts: RunCounts | null): CellState {
  if (counts === null) return 'unplanned';
  const [done, running, pending, failed] = counts;
  if (failed > 0) return 'failed';
  if (running > 0) return 'running';
  if (pending > 0) return done > 0 ? 'partial' : 'pending';
  return 'done';
}

/** For example `2 of 3 runs done, 1 failed`. */
export function runCounts([done, running, pending, failed]: RunCounts): string {
  const planned = done + running + pending + failed;
  const number = (count: number) => count.toLocaleString('en');
  const rest = Object.entries({ failed, running, pending }).filter(([, count]) => count > 0);
  const parts = [`${number(done)} of ${number(planned)} runs done`];
  return [...parts, ...rest.map(([name, count]) => `${number(count)} ${name}`)].join(', ');
}
