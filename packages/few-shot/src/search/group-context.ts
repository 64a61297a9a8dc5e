import type { FitContext } from '../method.ts';

/** Contexts for fits that advance side by side: whichever of them reports, the progress is the mean of all. */
export function contextsOfGroup(context: FitContext, count: number): FitContext[] {
  const { onProgress } = context;
  const fractions = Array<number>(count).fill(0);
  return fractions.map((_, i) => ({
    ...context,
    ...(onProgress && {
      onProgress: ({ fraction, note }) => {
        fractions[i] = fraction;
        onProgress({ fraction: fractions.reduce((sum, one) => sum + one, 0) / count, note });
      },
    }),
  }));
}
