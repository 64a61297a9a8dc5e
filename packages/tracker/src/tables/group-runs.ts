import type { RunKind, TableRun } from '../table-run.ts';

/** Runs that differ in nothing but their seed. */
export interface RunGroup {
  readonly kind: RunKind;
  /** When the last of them was planned. */
  readonly createdAt: number;
  readonly runs: readonly TableRun[];
}

/** The groups of runs, in the order in which they come up. */
export function groupRuns(runs: readonly TableRun[]): RunGroup[] {
  const groups = new Map<string, { kind: RunKind; createdAt: number; runs: TableRun[] }>();
  for (const run of runs) {
    const { kind, createdAt } = run;
    const group = groups.get(kind.id);
    if (group === undefined) groups.set(kind.id, { kind, createdAt, runs: [run] });
    else {
      group.runs.push(run);
      group.createdAt = Math.max(createdAt, group.createdAt);
    }
  }
  return [...groups.values()];
}
