import type { PictoSize } from '../model/picto-config.ts';

/** Everything that decides what a training ends in. */
export interface TrainingSettings extends PictoSize {
  readonly seed: number;
  readonly steps: number;
  /** Images and captions in a step, B. */
  readonly batch: number;
  /** The learning rate after the warm-up. */
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly weightDecay: number;
}

/**
 * The committed model's. Batch, learning rate and weight decay are those of a feasibility study on the same
 * pictograms; the warm-up is longer since there are more steps.
 */
export const TRAINING_SETTINGS: TrainingSettings = {
  seed: 1,
  steps: 6_500,
  batch: 128,
  imageSize: 48,
  patchSize: 8,
  learningRate: 1e-3,
  warmupSteps: 300,
  weightDecay: 0.1,
};

/** Moments of Adam: CLIP's for vision transformers (arXiv 2103.00020, table 18). */
export const ADAM = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6 } as const;

/** Gradients of a larger norm are scaled down (feasibility study). */
export const CLIP_NORM = 1;
