import type { Difference, differences } from '@shotbench/run-reports';
import { describeCell, type JsonObject, type RunRow } from '@shotbench/tracker';

import type { Compared } from './run-api.ts';

/** In what the set-up of two runs differs. */
export function runDifferences(
  reports: { readonly differences: typeof differences },
  first: RunRow,
  second: RunRow,
): Compared {
  const [a, b] = [partsOf(first), partsOf(second)];
  const compare = (part: keyof typeof a): Difference[] => reports.differences(a[part], b[part]);
  return {
    key: second.key,
    cell: describeCell(second),
    identity: compare('identity'),
    settings: compare('settings'),
    provenance: compare('provenance'),
  };
}

/** The difference of the code is told where two runs are compared in full. */
function partsOf({ identity, provenance }: RunRow) {
  const { config, ...others } = identity;
  const { diff: _diff, ...place } = provenance ?? {};
  return {
    identity: others as unknown as JsonObject,
    settings: config,
    provenance: place as unknown as JsonObject,
  };
}
