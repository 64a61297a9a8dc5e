import type { FitContext } from '../method.ts';
import { contextOfTrial } from './trial-checkpoints.ts';

/**
 * Contexts for fits that advance side by side: whichever of them reports, the progress is the mean of all.
 * @param first the number of the first of them among a search's trials.
 */
export function contextsOfGroup(context: FitContext, count: number, first: number): FitContext[] {
  const { onProgress } = context;
  const fractions = Array<number>(count).fill(0);
  return fractions.map((_, i) => ({
    ...contextOfTrial(context, first + i),
    ...(onProgress && {
      onProgress: ({ fraction, note }) => {
        fractions[i] = fraction;
        onProgress({ fraction: fractions.reduce((sum, one) => sum + one, 0) / count, note });
      },
    }),
  }));
}
