import type { Trial } from './trials-table.ts';

/** By validation accuracy, those without one last; equals in the order of their search. */
export function bestFirst(trials: readonly Trial[]): Trial[] {
  return [...trials].sort((a, b) => (b.validationAccuracy ?? -1) - (a.validationAccuracy ?? -1) || a.number - b.number);
}
