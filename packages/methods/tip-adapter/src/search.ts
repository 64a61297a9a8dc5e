import { type LabelledFeatures, linearLogits, matrix, rowFunction, type FitContext } from '@shotbench/few-shot';
import { float32 } from '@shotbench/tensor';

import type { Blend, TipModel } from './blended-logits.ts';
import { cacheLogits } from './cache-model.ts';
import { countByAlpha } from './count-by-alpha.ts';

export interface BlendGrid {
  /** Rising. */
  readonly alphas: readonly number[];
  readonly betas: readonly number[];
}

/** The released grid: i · (scale − 0.1)/steps + 0.1 for 0 ≤ i < steps (`search_hp` in `utils.py`). */
export function gridOf(scale: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => (i * (scale - 0.1)) / steps + 0.1);
}

export interface SearchOptions extends BlendGrid {
  readonly context: Pick<FitContext, 'execution' | 'onProgress' | 'signal'>;
}

/**
 * How many images each α and β of the grid gets right, β by β. The affinity to the keys is computed once for all of them.
 *
 * @returns for each β, a count for each α.
 */
export async function countGrid(
  model: TipModel,
  images: LabelledFeatures,
  options: SearchOptions,
): Promise<Int32Array[]> {
  const { cache, text, logitScale } = model;
  const { alphas, betas, context } = options;
  const { execution, onProgress, signal } = context;
  const { classes, keys, filled } = cache;
  const zeroShot = await linearLogits({ weights: text, scale: logitScale, execution })(images.features); // [V, C]
  const weights = matrix(keys.data as Float32Array, keys.shape[1]!);
  const affinity = await linearLogits({ weights, execution })(images.features); // [V, C · K]
  const betaOf = (beta: number) => ({ beta: float32([], [beta]) });
  const cacheLogitsAt = rowFunction({
    columns: classes,
    constants: { ...betaOf(1), ...(filled && { filled }) },
    compute: (a, tensors) => cacheLogits(a, { beta: tensors['beta']!, classes, filled: tensors['filled'] }),
    execution,
  });
  const counts: Int32Array[] = [];
  for (const [i, beta] of betas.entries()) {
    signal?.throwIfAborted();
    const h = await cacheLogitsAt(affinity, betaOf(beta));
    counts.push(countByAlpha(zeroShot, h, images.labels, alphas));
    onProgress?.({ fraction: (i + 1) / betas.length, note: `β ${i + 1}/${betas.length}` });
  }
  return counts;
}

/** The first of the grid's best cells, α running fastest, as the released loops find it, and how many images it gets right. */
export function bestBlend({ alphas, betas }: BlendGrid, counts: readonly Int32Array[]) {
  let best: (Blend & { readonly correct: number }) | undefined;
  betas.forEach((beta, b) => {
    alphas.forEach((alpha, a) => {
      const correct = counts[b]![a]!;
      if (best === undefined || correct > best.correct) best = { alpha, beta, correct };
    });
  });
  return best!;
}
