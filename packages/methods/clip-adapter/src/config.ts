import { PROTOCOLS, type Space } from '@shotbench/few-shot';
import { z } from 'zod';

const ratio = z.number().gt(0).lt(1);

/**
 * Settings of CLIP-Adapter (Gao et al., IJCV 2024). Defaults are those of the released code, gaopengcuhk/CLIP-Adapter 08d07f8
 * (`clip_adapter.py`), which trains with CoOp's configurations (KaiyangZhou/CoOp ff61507, `configs/trainers/CoOp/rn50*.yaml`).
 */
export const clipAdapterConfig = z.strictObject({
  /** Which features pass an adapter of their own. The released code has `image`; the paper also `text` and `both` (section 3.2). */
  branch: z.enum(['image', 'text', 'both']).default('image'),
  /**
   * r, the adapted part of a feature, in (0, 1): with r = 1 a feature whose adapted part is zero throughout would have no direction.
   * `ratio = 0.2` in `clip_adapter.py`. A list is tried one after the other and the first best on the validation images kept; the paper
   * searched r for each dataset and does not say on which images.
   */
  ratio: z.union([ratio, z.array(ratio).min(2)]).default(0.2),
  /** What a list of ratios is chosen on. Ours: `few-shot-val`, because the paper does not say. */
  selectOn: z.enum(PROTOCOLS).exclude(['fixed']).default('few-shot-val'),
  /** D/H, how much narrower the hidden layer is. `Adapter(1024, 4)` in `clip_adapter.py`. */
  reduction: z.number().int().positive().default(4),
  /** SGD's learning rate. `OPTIM.LR: 0.002` in `rn50.yaml`. */
  learningRate: z.number().positive().default(2e-3),
  /** `dassl/config/defaults.py`, `OPTIM.MOMENTUM`. */
  momentum: z.number().min(0).lt(1).default(0.9),
  /** L2 coupled into the gradient. Dassl's default `OPTIM.WEIGHT_DECAY`, which the yaml files leave as it is. */
  weightDecay: z.number().nonnegative().default(5e-4),
  /** Epochs; null means 50 at 1 shot, 100 up to 4 and 200 above (`rn50_ep50.yaml`, `rn50_ep100.yaml`, `rn50.yaml`). ImageNet has 50. */
  epochs: z.number().int().positive().nullable().default(null),
  /** Images in a batch. `DATALOADER.TRAIN_X.BATCH_SIZE: 32` in the same files. */
  batchSize: z.number().int().positive().default(32),
  /** Epochs at the warm-up rate. `WARMUP_EPOCH: 1` in the same files. */
  warmupEpochs: z.number().int().nonnegative().default(1),
  /** `WARMUP_CONS_LR: 1e-5` in the same files. */
  warmupLearningRate: z.number().positive().default(1e-5),
});
export type ClipAdapterConfig = z.infer<typeof clipAdapterConfig>;

/** What a search tries. The released values come first, so that they win a tie. */
export const clipAdapterSpace: Space = {
  /** The paper searches r for each dataset, without released code; the values are CLAP's (jusiro/CLAP dbdf409, `init_clipA`). */
  ratio: [0.2, 0.4, 0.6, 0.8],
  /** 2e-3: CoOp's `rn50.yaml`; the others: CLAP's grid for the same optimiser. */
  learningRate: [2e-3, 1e-1, 1e-2, 1e-3],
};
