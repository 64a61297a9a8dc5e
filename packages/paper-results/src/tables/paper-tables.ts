import { ShotbenchError } from '@shotbench/errors';

import { FEW_SHOT_TABLES } from './few-shot-tables.ts';
import { GENERALISATION_TABLES } from './generalisation-tables.ts';
import type { PaperTable } from './paper-table.ts';

/** Every table that can be compared with. */
export const PAPER_TABLES: readonly PaperTable[] = [...FEW_SHOT_TABLES, ...GENERALISATION_TABLES];

/**
 * The table of that name.
 * @throws ShotbenchError `PAPER_TABLE_UNKNOWN` that lists the names there are.
 */
export function findPaperTable(id: string): PaperTable {
  const table = PAPER_TABLES.find((candidate) => candidate.id === id);
  if (table) return table;
  const known = PAPER_TABLES.map((candidate) => candidate.id).join(', ');
  throw new ShotbenchError('PAPER_TABLE_UNKNOWN', `there is no table "${id}"; expected one of ${known}`);
}
