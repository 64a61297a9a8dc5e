import { ShotbenchError } from '@shotbench/errors';

import { type Dimension, DIMENSIONS, placeIds } from './dimensions.ts';
import type { TableCell } from './table-cell.ts';

/** What stands on the rows and on the columns of tables, and what has a table for each of its values. */
export interface Layout {
  readonly rows: readonly Dimension[];
  readonly columns: readonly Dimension[];
  readonly facets: readonly Dimension[];
}

/** The shape of the tables in papers. */
export const PAPER_LAYOUT: Layout = { rows: ['method'], columns: ['dataset'], facets: ['shots', 'backbone'] };

export interface CompleteLayout extends Layout {
  /** Facets that were not asked for, without which numbers of different runs would share a place. */
  readonly added: readonly Dimension[];
}

/**
 * The layout with a place for every dimension that tells cells apart, so that none are averaged without a word: what is on none of rows,
 * columns and facets becomes a facet, unless it follows from what is. Protocols always do, or stand beside the methods where they are mixed.
 * @throws ShotbenchError `TABLE_LAYOUT` for a dimension that is used twice, or rows or columns of nothing.
 */
export function completeLayout(cells: readonly TableCell[], asked: Layout, mixProtocols: boolean): CompleteLayout {
  checkLayout(asked);
  const layout = mixProtocols ? besideMethods(cells, asked) : asked;
  const placed = placedIn(layout);
  const added: Dimension[] = [];
  const facets = [...layout.facets];
  for (const dimension of DIMENSIONS.filter((one) => !placed.includes(one))) {
    const values = new Set(cells.map((cell) => cell[dimension]));
    // Cells that are over seeds have none; a protocol that is left out here follows from the methods that it is mixed with.
    if (values.has(undefined) || (dimension === 'protocol' && mixProtocols)) continue;
    if (dimension !== 'protocol' && values.size > 1) {
      if (isDetermined(cells, dimension, placed)) continue;
      added.push(dimension);
    }
    facets.push(dimension);
    placed.push(dimension);
  }
  return { rows: layout.rows, columns: layout.columns, facets, added };
}

/** Protocols on the axis of the methods, where these do not tell them: rows have room for a column of protocols in any case. */
function besideMethods(cells: readonly TableCell[], layout: Layout): Layout {
  const { rows, columns, facets } = layout;
  if (placedIn(layout).includes('protocol')) return layout;
  if (rows.includes('method')) return { ...layout, rows: [...rows, 'protocol'] };
  if (isDetermined(cells, 'protocol', ['method'])) return layout;
  if (columns.includes('method')) return { ...layout, columns: [...columns, 'protocol'] };
  return { ...layout, facets: [...facets, 'protocol'] };
}

function placedIn({ rows, columns, facets }: Layout): Dimension[] {
  return [...rows, ...columns, ...facets];
}

/** Whether cells in one place never differ in the dimension. */
function isDetermined(cells: readonly TableCell[], dimension: Dimension, placed: readonly Dimension[]): boolean {
  const idOf = placeIds(placed);
  const values = new Map<number, unknown>();
  return cells.every((cell) => {
    const key = idOf(cell);
    if (!values.has(key)) values.set(key, cell[dimension]);
    return values.get(key) === cell[dimension];
  });
}

function checkLayout({ rows, columns, facets }: Layout): void {
  const used = placedIn({ rows, columns, facets });
  const twice = used.find((dimension, i) => used.indexOf(dimension) < i);
  const problem =
    (twice !== undefined && `has "${twice}" twice; expected each dimension once`) ||
    (rows.length === 0 && 'has nothing on its rows; expected a dimension or more') ||
    (columns.length === 0 && 'has nothing on its columns; expected a dimension or more');
  if (problem) {
    throw new ShotbenchError(
      'TABLE_LAYOUT',
      `the table's layout ${problem}; choose rows, columns and facets from ${DIMENSIONS.join(', ')}`,
    );
  }
}
