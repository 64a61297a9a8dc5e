import type { FitContext } from './method.ts';

export interface Part {
  /** Fraction of the whole work at which the part begins and ends. */
  readonly from: number;
  readonly to: number;
  /** Put before its notes. */
  readonly label?: string;
}

/** The context of one part of a fit: its progress from 0 to 1 becomes progress of the whole between `from` and `to`. */
export function partOf(context: FitContext, { from, to, label = '' }: Part): FitContext {
  const { onProgress } = context;
  if (!onProgress) return context;
  return {
    ...context,
    onProgress: ({ fraction, note }) =>
      onProgress({ fraction: from + fraction * (to - from), note: `${label}${note}` }),
  };
}
