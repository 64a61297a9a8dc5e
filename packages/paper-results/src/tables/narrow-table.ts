import { ShotbenchError } from '@shotbench/errors';

import { paperNumbers } from '../numbers/paper-numbers.ts';
import type { PaperTable } from './paper-table.ts';

/** What of a table is compared. */
export interface Narrowing {
  /** In place of the table's, for sources that have several. */
  readonly backbone?: string;
  readonly shots?: readonly number[];
}

/**
 * A table at another backbone, or at some of its shot counts only.
 * @throws ShotbenchError `PAPER_TABLE_SHOTS` where it has none of them, `PAPER_TABLE_BACKBONE` where no number is printed at that backbone.
 */
export function narrowTable(table: PaperTable, { backbone = table.backbone, shots }: Narrowing): PaperTable {
  const known = backbonesOf(table);
  if (!known.includes(backbone)) {
    throw new ShotbenchError(
      'PAPER_TABLE_BACKBONE',
      `${table.id} has no numbers at the backbone "${backbone}"; expected one of ${known.join(', ')}`,
    );
  }
  if (shots === undefined) return { ...table, backbone };
  const kept = table.shots.filter((count) => shots.includes(count));
  if (kept.length > 0) return { ...table, backbone, shots: kept };
  throw new ShotbenchError(
    'PAPER_TABLE_SHOTS',
    `${table.id} has no cells at ${shots.join(', ')} shots; expected some of ${table.shots.join(', ')}`,
  );
}

/** The backbones that any source of the table prints numbers at, the table's own first. */
export function backbonesOf({ backbone, rows, evaluation }: PaperTable): string[] {
  const printed = rows.flatMap(({ sources }) => sources.flatMap((source) => paperNumbers({ ...source, evaluation })));
  return [...new Set([backbone, ...printed.map((number) => number.backbone)])];
}
