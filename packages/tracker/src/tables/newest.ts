import { UNKNOWN_DATASET_HASH } from '../identity.ts';
import type { RunKind } from '../table-run.ts';
import { compareText } from './order.ts';

/** Runs of one kind, or one of them, with the time when they were planned. */
export interface Planned {
  readonly kind: RunKind;
  readonly createdAt: number;
}

/**
 * For each group, the value that was planned last. Ties, as between cells of one plan, go to the greater value, so that the answer does
 * not depend on the order of the rows.
 */
export class Newest {
  readonly #newest = new Map<string | number, { createdAt: number; value: string }>();

  add(group: string | number, value: string, createdAt: number): void {
    const known = this.#newest.get(group);
    if (known === undefined) this.#newest.set(group, { createdAt, value });
    else if ((known.createdAt - createdAt || compareText(known.value, value)) < 0) {
      known.createdAt = createdAt;
      known.value = value;
    }
  }

  /** The value of a group that was added. */
  of(group: string | number): string {
    return this.#newest.get(group)?.value as string;
  }
}

/** The rows of each method's newest version; numbers of older versions are no longer what the method does. */
export function newestVersions<T extends Planned>(rows: readonly T[]): T[] {
  const versions = new Map<string, number>();
  for (const { kind } of rows) {
    const program = programOf(kind);
    versions.set(program, Math.max(kind.methodVersion, versions.get(program) ?? kind.methodVersion));
  }
  return rows.filter(({ kind }) => kind.methodVersion === versions.get(programOf(kind)));
}

/** What a method's versions are counted in: a program elsewhere, known by a dataset of unknown hash, has none of ours. */
function programOf({ method, datasetHash, executor }: RunKind): string {
  return datasetHash === UNKNOWN_DATASET_HASH ? `${method}\n${executor}` : method;
}

/** The newest engine version that each executor has been used at. */
export function newestEngines(rows: readonly Planned[]): ReadonlyMap<string, number> {
  const versions = new Map<string, number>();
  for (const { kind } of rows) {
    versions.set(kind.executor, Math.max(kind.engineVersion, versions.get(kind.executor) ?? kind.engineVersion));
  }
  return versions;
}
