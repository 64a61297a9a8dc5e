import type { TableCell } from './table-cell.ts';

/** The line below a table that says what its numbers do not contain; none where they are complete. */
export function unfinished(cells: readonly TableCell[]): string[] {
  // Several columns may show numbers of the same runs, which count once.
  const distinct = [...new Map(cells.map((cell) => [cell.keys[0], cell])).values()];
  const sum = (count: (cell: TableCell) => number) => distinct.reduce((total, cell) => total + count(cell), 0);
  const [failed, missing] = [sum((cell) => cell.failed), sum((cell) => cell.missing)];
  const parts = [...(failed > 0 ? [`${failed} failed`] : []), ...(missing > 0 ? [`${missing} not finished`] : [])];
  return parts.length === 0 ? [] : [`runs without a number: ${parts.join(', ')}`];
}
