import type { FitProgress } from '@shotbench/few-shot';

import type { PlannedCell } from '../plan.ts';
import type { CellReport } from './cell-runner.ts';

/** What a worker is started with, as JSON in its first argument. */
export interface WorkerSetUp {
  /** Folder of the feature cache. */
  readonly cache: string;
  /** Path of the model, where one was given. */
  readonly model?: string | undefined;
  /** Folders of images by feature set, see `SetImages`. */
  readonly images?: readonly (readonly [set: string, folder: string])[];
  readonly save?: string | undefined;
  readonly checkpoints?: string | undefined;
  readonly threads: number;
}

/** From the sweep to a worker. */
export type Order = { readonly kind: 'run'; readonly cell: Omit<PlannedCell, 'method'> } | { readonly kind: 'abort' };

/** From a worker to the sweep. */
export type Answer =
  | { readonly kind: 'progress'; readonly progress: FitProgress }
  | { readonly kind: 'report'; readonly report: CellReport };
