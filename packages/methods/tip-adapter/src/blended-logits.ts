import { type Matrix, type RowFunction, rowFunction } from '@shotbench/few-shot';
import type { ExecutionOptions } from '@shotbench/tensor';

import { type CacheModel, cacheTensors, tipLogits } from './cache-model.ts';

/** A cache with the classifier that it stands beside. */
export interface TipModel {
  readonly cache: CacheModel;
  /** W [C, D], unit rows. */
  readonly text: Matrix;
  /** s */
  readonly logitScale: number;
}

/** How the two are blended. */
export interface Blend {
  readonly alpha: number;
  readonly beta: number;
}

/** The classifier f ↦ `tipLogits`; called with other `keys`, it uses these. */
export function blendedLogits(model: TipModel, { alpha, beta }: Blend, execution: ExecutionOptions): RowFunction {
  const { cache, text, logitScale } = model;
  const { classes } = cache;
  return rowFunction({
    columns: classes,
    constants: cacheTensors(cache, text),
    compute: (f, tensors) => tipLogits(f, tensors, { classes, logitScale, alpha, beta }),
    execution,
  });
}
