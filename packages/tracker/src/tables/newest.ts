import { UNKNOWN_DATASET_HASH } from '../identity.ts';
import type { RunRow } from '../run.ts';
import { compareText } from './order.ts';

/**
 * For each group of rows, the value that was planned last. Ties, as between cells of one plan, go to the greater value,
 * so that the answer does not depend on the order of the rows.
 */
export function newestBy(
  rows: readonly RunRow[],
  groupOf: (row: RunRow) => string,
  valueOf: (row: RunRow) => string,
): (row: RunRow) => string {
  const newest = new Map<string, { createdAt: number; value: string }>();
  for (const row of rows) {
    const group = groupOf(row);
    const candidate = { createdAt: row.createdAt, value: valueOf(row) };
    const known = newest.get(group);
    const order = known && (known.createdAt - candidate.createdAt || compareText(known.value, candidate.value));
    if (order === undefined || order < 0) newest.set(group, candidate);
  }
  return (row) => newest.get(groupOf(row))?.value ?? valueOf(row);
}

/** The rows of each method's newest version; numbers of older versions are no longer what the method does. */
export function newestVersions(rows: readonly RunRow[]): RunRow[] {
  const versions = new Map<string, number>();
  for (const row of rows) {
    const { methodVersion } = row.identity;
    const program = programOf(row);
    versions.set(program, Math.max(methodVersion, versions.get(program) ?? methodVersion));
  }
  return rows.filter((row) => row.identity.methodVersion === versions.get(programOf(row)));
}

/** What a method's versions are counted in: a program elsewhere, known by a dataset of unknown hash, has none of ours. */
function programOf({ identity: { method, datasetHash, engine } }: RunRow): string {
  return JSON.stringify(datasetHash === UNKNOWN_DATASET_HASH ? [method, engine.executor] : [method]);
}

/** The newest engine version that each executor has been used at. */
export function newestEngines(rows: readonly RunRow[]): ReadonlyMap<string, number> {
  const versions = new Map<string, number>();
  for (const { executor, version } of rows.map((row) => row.identity.engine)) {
    versions.set(executor, Math.max(version, versions.get(executor) ?? version));
  }
  return versions;
}
