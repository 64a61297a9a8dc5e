import type { TableCell } from '@shotbench/tracker';

import type { Snapshot } from '../results/snapshot.ts';

/** Cells of few-shot runs, of one backbone and one shot count where these are named. Filtered after summarising, so that no number or label depends on what is asked for. */
export function selectedCells(
  snapshot: Snapshot,
  { backbone, shots }: { readonly backbone?: string | undefined; readonly shots?: number | undefined },
): readonly TableCell[] {
  if (backbone === undefined && shots === undefined) return snapshot.cells();
  return snapshot
    .cells()
    .filter(
      (cell) => (backbone === undefined || cell.backbone === backbone) && (shots === undefined || cell.shots === shots),
    );
}
