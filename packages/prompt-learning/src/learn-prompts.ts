import { type Optimizer, type tf, trainLoop, type Trained, type TrainLoopOptions } from '@shotbench/tensor';

import type { Given } from './given.ts';
import { learnInChunks } from './learn-in-chunks.ts';
import type { Hosts, PromptEncoder } from './prompt-encoder.ts';

/** @param text t [C, D], not normalised. @returns a scalar. */
export type TextLoss = (text: tf.Tensor2D, given: Omit<Given, 'parameters'>) => tf.Tensor;

export interface LearnPromptsOptions {
  readonly encoder: PromptEncoder;
  /** Initial values. */
  readonly parameters: Hosts;
  /** v [M, W] or [C, M, W] of the parameters. Default: the parameter `context`. */
  readonly contextOf?: (given: Given) => tf.Tensor;
  readonly loss: TextLoss;
  /** A second loss whose gradient has a say in that of the first. */
  readonly guide?: { readonly loss: TextLoss; readonly combine: (gradient: tf.Tensor, guide: tf.Tensor) => tf.Tensor };
  readonly constants: Hosts;
  /** Tensors of shape [steps, …]. */
  readonly batches: Hosts;
  readonly optimizer: Optimizer;
  readonly learningRates: ArrayLike<number>;
  /** Who computes and who watches. */
  readonly context: Partial<TrainLoopOptions>;
}

/**
 * Learns what goes into the text encoder. Where all classes fit into one chunk, loss, gradient and update are one program; else chunk follows
 * chunk with the same result to rounding, in memory that does not depend on the number of classes.
 */
export function learnPrompts(options: LearnPromptsOptions): Promise<Trained> {
  if (options.encoder.chunks.length > 1) return learnInChunks(options);
  const { encoder, contextOf = ownContext, loss, guide, constants, context, ...rest } = options;
  const ofText = (measure: TextLoss) => (given: Given) =>
    measure(encoder.encode(contextOf(given), given.constants), given);
  return trainLoop({
    ...context,
    ...rest,
    loss: ofText(loss),
    ...(guide && { guide: { loss: ofText(guide.loss), combine: guide.combine } }),
    constants: { ...constants, ...encoder.weights, ...encoder.chunks[0]!.tensors },
  });
}

export function ownContext({ parameters }: Given): tf.Tensor {
  return parameters['context']!;
}
