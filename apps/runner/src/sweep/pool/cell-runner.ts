import type { FitProgress } from '@shotbench/few-shot';
import type { Evidence, RunError, RunResult } from '@shotbench/tracker';

import type { PlannedCell } from '../plan.ts';

/** What came of running a cell, as plain data that travels between processes. */
export type CellReport =
  | { readonly kind: 'done'; readonly result: RunResult; readonly evidence: Evidence }
  | { readonly kind: 'failed'; readonly error: RunError; readonly isTransient: boolean }
  /** The process that ran it is gone. */
  | { readonly kind: 'died'; readonly reason: string };

/** Runs one cell at a time, in this process or in another. */
export interface CellRunner {
  /** Never rejects. After an abort whatever it says of a cell that had not ended is of no account. */
  run(cell: PlannedCell, onProgress: (progress: FitProgress) => void): Promise<CellReport>;
  /** Ends what was started. To be called when no cell is running. */
  close(): Promise<void>;
}
