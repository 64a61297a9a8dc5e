import { sizeOf } from '@shotbench/tensor';

import type { ShapeMap } from './canonical-shapes.ts';

/** Numbers of trained values. */
export interface ParameterCounts {
  readonly image: number;
  readonly text: number;
  /** Both towers and the logit scale. */
  readonly all: number;
}

/** How many parameters a model has, counted as PyTorch does: BatchNorm's running statistics are none. */
export function countParameters(shapes: ShapeMap): ParameterCounts {
  const counts = { image: 0, text: 0, all: 0 };
  for (const [name, shape] of shapes) {
    if (name.endsWith('.running_mean') || name.endsWith('.running_var')) continue;
    const size = sizeOf(shape);
    counts.all += size;
    if (name.startsWith('visual.')) counts.image += size;
    else if (name !== 'logit_scale') counts.text += size;
  }
  return counts;
}
