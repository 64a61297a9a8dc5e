import { z } from 'zod';

/** Settings of every training on pixels. Defaults are the method's own, since sources differ. */
export const imageSettings = {
  /** Images of a step. */
  batchSize: z.int().min(1),
  /** Passes over the training images, each with new random crops. */
  epochs: z.int().min(1),
  /** Share of the image's area that a random crop has at least; half of the crops are mirrored. */
  cropScale: z.number().gt(0).max(1),
  /**
   * V, random crops of each image that epochs take in turn; null is a new one in every epoch, as in the papers. With a few of them, what the first blocks of an encoder
   * make of each is kept where a method leaves these blocks as they are.
   */
  views: z.int().min(1).nullable().default(null),
} as const;

export interface ImageSettings {
  readonly batchSize: number;
  readonly epochs: number;
  readonly cropScale: number;
  readonly views: number | null;
}
