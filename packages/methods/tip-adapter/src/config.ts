import { PROTOCOLS } from '@shotbench/few-shot';
import { z } from 'zod';

const positive = z.number().positive();
const count = z.number().int().positive();

/** What both variants share. Defaults are those of the released code, gaopengcuhk/Tip-Adapter d0e2d6f, `configs/imagenet.yaml`. */
const cacheModel = {
  /**
   * What α and β are chosen on; `fixed` takes `alpha` and `beta` as they are.
   * Deviation: the released code searches on the full validation split, and on the test set for ImageNet; `full-val` and `test-oracle`
   * do that. The default is what a few-shot practitioner has.
   */
  selectOn: z.enum(PROTOCOLS).default('few-shot-val'),
  /** α where it is not searched, and while keys are trained. `init_alpha`; the README lists the other datasets'. */
  alpha: positive.default(1.17),
  /** β where it is not searched, and while keys are trained. `init_beta: 1` for every dataset. */
  beta: positive.default(1),
  /** Upper end of the search for α. `search_scale: [7, 3]` is [β, α]; the README lists the other datasets'. */
  alphaScale: z.number().gt(0.1).default(3),
  /** Upper end of the search for β. */
  betaScale: z.number().gt(0.1).default(7),
  /** Values of α that are tried. `search_step: [200, 20]` is [β, α]. */
  alphaSteps: count.default(20),
  /** Values of β that are tried. */
  betaSteps: count.default(200),
};

/** Settings of Tip-Adapter (Zhang et al., ECCV 2022). */
export const tipAdapterConfig = z.strictObject(cacheModel);
export type TipAdapterConfig = z.infer<typeof tipAdapterConfig>;

/** Settings of Tip-Adapter-F, the same with trained keys. */
export const tipAdapterFConfig = z
  .strictObject({
    ...cacheModel,
    /**
     * Which epoch's keys are used: the last one's, or the first best one's on the images of `selectOn`, at `alpha` and `beta`.
     * Deviation: the released code keeps the best epoch by test accuracy (`main.py`, `run_tip_adapter_F`), which is
     * `epoch=best` with `selectOn=test-oracle`.
     */
    epoch: z.enum(['last', 'best']).default('last'),
    /** AdamW's learning rate. `lr: 0.001`. */
    learningRate: positive.default(1e-3),
    /** `train_epoch: 20`; EuroSAT has 100. */
    epochs: count.default(20),
    /** `batch_size=256` of `train_loader_F`. */
    batchSize: count.default(256),
    /** AdamW's ε. `eps=1e-4` in `main.py`. */
    epsilon: positive.default(1e-4),
    /** Decoupled. torch.optim.AdamW's default, which `main.py` leaves as it is. */
    weightDecay: z.number().nonnegative().default(0.01),
  })
  .refine(({ epoch, selectOn }) => epoch === 'last' || selectOn !== 'fixed', {
    path: ['epoch'],
    error: 'best needs images to choose on, but selectOn is fixed; use last or another selectOn',
  });
export type TipAdapterFConfig = z.infer<typeof tipAdapterFConfig>;
