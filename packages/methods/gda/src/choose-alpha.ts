import { countCorrect, type LabelledFeatures, type Matrix, predict } from '@shotbench/few-shot';

import type { GdaConfig } from './config.ts';

export interface AlphaChoice {
  readonly alpha: number;
  /** Percent of the images that are right with it. */
  readonly validationAccuracy: number;
}

/** The first best of `alphas` on the images; `alpha` where none gets any of them right, as in the released loop. */
export async function chooseAlpha(
  logits: (alpha: number, f: Matrix) => Promise<Matrix>,
  { features, labels }: LabelledFeatures,
  { alpha, alphas }: GdaConfig,
): Promise<AlphaChoice> {
  let best = { alpha, correct: 0 };
  for (const tried of alphas) {
    const correct = countCorrect(predict(await logits(tried, features)), labels);
    if (correct > best.correct) best = { alpha: tried, correct };
  }
  return { alpha: best.alpha, validationAccuracy: (100 * best.correct) / labels.length };
}
