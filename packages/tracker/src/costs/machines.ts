import { parametersOf, type Query, type RunFilter, where } from '../sql.ts';

/** What runs were computed on; times of different machines are not comparable. */
export interface Machine {
  readonly host: string;
  readonly processor: string;
  readonly threads: number;
}

/** The query of the provenances of the runs that pass a filter, of each its hash. */
export function selectMachineHashes(filter: RunFilter): Query {
  const sql = `SELECT key, provenance FROM runs ${where(filter)}`;
  return { sql, parameters: parametersOf(filter) };
}

/** All machines that there are, by the hash of the provenance. */
export const MACHINES = `
  SELECT hash, json_extract(provenance, '$.host') AS host, json_extract(provenance, '$.processor') AS processor,
    json_extract(provenance, '$.threads') AS threads
  FROM provenances`;

/** For example "bench-1, AMD EPYC 7B13, 2 threads"; equal for equal machines. */
export function machineName({ host, processor, threads }: Machine): string {
  return `${host}, ${processor}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

/** The name of the machine of each run that has a provenance. */
export function machineNames(
  runs: Iterable<readonly [key: string, hash: string | null]>,
  machines: Iterable<Machine & { readonly hash: string }>,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const machine of machines) names.set(machine.hash, machineName(machine));
  const byKey = new Map<string, string>();
  for (const [key, hash] of runs) {
    const name = hash === null ? undefined : names.get(hash);
    if (name !== undefined) byKey.set(key, name);
  }
  return byKey;
}
