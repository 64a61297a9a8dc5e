import { PROTOCOLS } from '@shotbench/few-shot';
import { z } from 'zod';

/**
 * Settings of GDA (Wang et al., "A Hard-to-Beat Baseline for Training-Free CLIP-Based Adaptation", ICLR 2024). Defaults are those of the released
 * code, mrflogs/ICLR24 560fe21, `main_few_shots.py`.
 */
export const gdaConfig = z.strictObject({
  /**
   * What α is chosen on; `fixed` takes `alpha` as it is.
   * Deviation: the released code chooses on the whole validation split, and on the test set for ImageNet; `full-val` and `test-oracle`
   * do that. The default is what a few-shot practitioner has.
   */
  selectOn: z.enum(PROTOCOLS).default('few-shot-val'),
  /** α where it is not chosen, or where none of `alphas` gets an image right. `best_alpha = 0.1` before the search. */
  alpha: z.number().positive().default(0.1),
  /** Values of α that are tried; the first best one is taken. `for alpha in [0.0001, …, 100.0]`. */
  alphas: z.array(z.number().positive()).min(1).default([1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100]),
});
export type GdaConfig = z.infer<typeof gdaConfig>;

/** The image part alone has nothing to set. */
export const gdaImageConfig = z.strictObject({});
export type GdaImageConfig = z.infer<typeof gdaImageConfig>;
