import { type Mark, markCells, type MarkOptions } from './marks.ts';
import type { TableCell } from './table-cell.ts';

/**
 * Table cells as JSON: an array of objects with unrounded numbers, null where a number is undefined. Times are left out,
 * so that equal results give equal bytes.
 */
export function formatJson(cells: readonly TableCell[], options: MarkOptions = {}): string {
  const marks = markCells(cells, options);
  const records = cells.map((cell) => ({
    dataset: cell.dataset,
    datasetHash: cell.datasetHash,
    shots: cell.shots,
    method: cell.method,
    protocol: cell.protocol,
    backbone: cell.backbone,
    ...(cell.seed !== undefined && { seed: cell.seed }),
    ...(cell.metric !== undefined && { metric: cell.metric, evaluation: cell.evaluation }),
    n: cell.n,
    mean: cell.mean ?? null,
    std: cell.std ?? null,
    interval95: cell.interval ?? null,
    failed: cell.failed,
    missing: cell.missing,
    ...markOf(marks.get(cell) as Mark),
    seeds: cell.seeds,
    values: cell.values,
    keys: cell.keys,
  }));
  return `${JSON.stringify(records, null, 2)}\n`;
}

function markOf({ best, second }: Mark): Mark {
  return { best, second };
}
