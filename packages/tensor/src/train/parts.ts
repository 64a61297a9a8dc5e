import { ShotbenchError } from '@shotbench/errors';

import type { HostRecord } from './loop.ts';
import { rows } from './rows.ts';

/** How batches are cut into parts. */
export interface Split {
  /** Rows of a part at most. */
  readonly rows: number;
  /** The tensors of a batch, [B, …], that have a row for each of its B examples; the others go to every part as they are. */
  readonly of: readonly string[];
}

export interface Part {
  readonly batch: HostRecord;
  /** Its rows among those of the batch, b/B. */
  readonly share: number;
}

/** The batch in as few parts as allowed, as equal as can be: at most two sizes, and two only where B leaves no choice. */
export function partsOf(batch: HostRecord, split: Split): Part[] {
  const total = rowsIn(batch, split);
  const count = Math.ceil(total / split.rows);
  return Array.from({ length: count }, (_, i) => {
    const [start, end] = [Math.ceil((i * total) / count), Math.ceil(((i + 1) * total) / count)];
    const own = split.of.map((name) => [name, rows(batch[name]!, start, end - start)] as const);
    return { batch: { ...batch, ...Object.fromEntries(own) }, share: (end - start) / total };
  });
}

/**
 * B
 * @throws ShotbenchError `TRAIN_SPLIT` if a tensor that is to be cut is missing or has another number of rows.
 */
export function rowsIn(batch: HostRecord, { of }: Split): number {
  const counts = of.map((name) => batch[name]?.shape[0]);
  const [total] = counts;
  const odd = counts.findIndex((count) => count === undefined || count !== total);
  if (total !== undefined && odd < 0) return total;
  const [name, count] = [of[Math.max(odd, 0)], counts[Math.max(odd, 0)]];
  throw splitError(
    `the batch's "${name}" ${count === undefined ? 'is missing or has no leading axis' : `has ${count} rows, "${of[0]}" ${total}`}; ` +
      'expected a row for each example in every tensor that is to be cut',
  );
}

/** @throws ShotbenchError `TRAIN_SPLIT` unless there is something to cut, into parts of at least one row. */
export function checkSplit({ rows: most, of }: Split): void {
  if (of.length > 0 && Number.isInteger(most) && most > 0) return;
  throw splitError(
    `batches are to be cut into parts of ${most} rows of ${of.length} tensors; expected a whole number from 1 on, and the names of tensors`,
  );
}

function splitError(message: string): ShotbenchError {
  return new ShotbenchError('TRAIN_SPLIT', message);
}
