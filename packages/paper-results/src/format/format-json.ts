import { type ComparedCell, type Comparison } from '../compare/comparison.ts';

/**
 * A comparison as JSON, with unrounded numbers and everything that is known of the printed ones.
 * @param more members that are added to it.
 */
export function formatComparisonJson(comparison: Comparison, more: Readonly<Record<string, unknown>> = {}): string {
  const { table, tolerance, cells, averages, counts, coverage } = comparison;
  const { id, title, paper, evaluation, backbone, shots, metrics, columns, trainedOn, note } = table;
  const head = { id, title, paper, evaluation, backbone, shots, metrics, columns, trainedOn, note };
  const result = {
    ...{ table: head, tolerance, coverage, counts },
    cells: cells.map(cellJson),
    averages: averages.map(({ row, ...rest }) => ({ method: row.label, ...rest })),
    ...more,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

function cellJson({ row, ...cell }: ComparedCell) {
  return { method: row.label, methodId: row.method, ...cell };
}
