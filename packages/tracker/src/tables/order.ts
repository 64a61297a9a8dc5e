import { PROTOCOLS } from '../identity.ts';
import type { TableCell } from './table-cell.ts';

/** Order by UTF-16 code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Ascending, null first. */
export function compareSeeds(a: number | null, b: number | null): number {
  return (a ?? -Infinity) === (b ?? -Infinity) ? 0 : (a ?? -Infinity) - (b ?? -Infinity);
}

/** By method, then by protocol from the strictest to the test oracle. */
export function compareMethods(a: Pick<TableCell, 'method' | 'protocol'>, b: Pick<TableCell, 'method' | 'protocol'>) {
  return compareText(a.method, b.method) || PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol);
}

/** By dataset, shots, method, protocol; what is left to tell apart then is the backbone, and where they have one, the seed. */
export function compareCells(a: TableCell, b: TableCell): number {
  return (
    compareText(a.dataset, b.dataset) ||
    a.shots - b.shots ||
    compareMethods(a, b) ||
    compareText(a.backbone, b.backbone) ||
    compareText(a.datasetHash, b.datasetHash) ||
    compareSeeds(a.seed ?? null, b.seed ?? null)
  );
}
