import { z } from 'zod';

const count = z.number().int().positive();

/**
 * Settings of cross-modal linear probing (Lin et al., CVPR 2023). Defaults are those of the released code, linzhiqiu/cross_modal_adaptation
 * ac9077e, `HYPER_DICT['linear']` in `engine/optimizer/default.py`.
 */
export const crossModalConfig = z.strictObject({
  /**
   * Initial weights: the text features, or random ones as `torch.nn.Linear` draws them. `--classifier_init` in `engine/config` and in the README's
   * examples is `zeroshot`; `linear_probe.sh` has been released with either.
   */
  initialization: z.enum(['zero-shot', 'random']).default('zero-shot'),
  /** Learning rates of AdamW that are tried. `lr`. */
  learningRates: z.array(z.number().positive()).min(1).default([1e-3, 1e-4]),
  /** Decoupled weight decays that are tried. `weight_decay`. */
  weightDecays: z.array(z.number().nonnegative()).min(1).default([0, 0.01, 1e-4]),
  /** Samples in a batch that are tried, half of them images. `batch_size`, and `CROSS_MODAL_BATCH_RATIO` in `train.py`. */
  batchSizes: z.array(count.min(2)).min(1).default([8, 32]),
  /** Steps of one training. `max_iter`. */
  iterations: count.default(12_800),
  /** Steps of the linear warm-up. `warmup_iter`. */
  warmupIterations: z.number().int().nonnegative().default(50),
  /** Learning rate of the first step. `warmup_min_lr`. */
  warmupLearningRate: z.number().positive().default(1e-5),
  /** Steps from one look at the validation images to the next. `EVAL_FREQ` in `train.py`. */
  validateEvery: count.default(100),
});
export type CrossModalConfig = z.infer<typeof crossModalConfig>;
