import { z } from 'zod';

/** Settings of every training on pixels. Defaults are the method's own, since sources differ. */
export const imageSettings = {
  /** Images of a step. */
  batchSize: z.int().min(1),
  /** Passes over the training images, each with new random crops. */
  epochs: z.int().min(1),
  /** Share of the image's area that a random crop has at least; half of the crops are mirrored. */
  cropScale: z.number().gt(0).max(1),
} as const;

export interface ImageSettings {
  readonly batchSize: number;
  readonly epochs: number;
  readonly cropScale: number;
}
