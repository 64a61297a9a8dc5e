import { PROTOCOLS } from '@shotbench/few-shot';
import { z } from 'zod';

/**
 * Settings of LP++ (Huang et al., "LP++: A Surprisingly Strong Linear Probe for Few-Shot CLIP", CVPR 2024). Defaults are those of the released code,
 * FereshteShakeri/FewShot-CLIP-Strong-Baseline f81054f, `methods/linear_probe_p2.py`.
 */
export const lpPlusPlusConfig = z.strictObject({
  /**
   * What the best epoch is chosen on; `fixed` takes the last one.
   * Deviation: the released code has K validation images for each class; `few-shot-val` has min(K, 4).
   */
  selectOn: z.enum(PROTOCOLS).default('few-shot-val'),
  /** Full-batch epochs. `train_epoch: 300` in `configs/base.yaml`. */
  epochs: z.number().int().positive().default(300),
  /** SGD's momentum for w and b. `momentum=0.9`. */
  momentum: z.number().min(0).lt(1).default(0.9),
  /** Epochs from one step of α to the next. `if (epoch + 1) % 10 == 0`. */
  alphaEvery: z.number().int().positive().default(10),
  /**
   * What α steps along: `accumulated` is the sum of its gradients since the first epoch, as released (the optimiser that zeroes gradients does not know α);
   * `current` is its gradient of that epoch alone, as gradient descent has it.
   */
  alphaGradient: z.enum(['accumulated', 'current']).default('accumulated'),
  /** Factor of the initial α. `250 / shots * alpha_tilde`, where `alpha_tilde` is a mean times `shots`. */
  alphaFactor: z.number().positive().default(250),
});
export type LpPlusPlusConfig = z.infer<typeof lpPlusPlusConfig>;
