import { type FitContext, type LabelledFeatures, type Matrix, toTensor } from '@shotbench/few-shot';
import { type ExecutionOptions, int32, openTrainer, sgd, softmaxCrossEntropy } from '@shotbench/tensor';

import { accumulatedGradient } from './accumulated-gradient.ts';
import type { ProbeParameters } from './initial-values.ts';
import type { StepSizes } from './lipschitz.ts';
import { probeLogits } from './probe-logits.ts';

export interface TrainProbeOptions {
  /** f and y */
  readonly images: LabelledFeatures;
  /** f_i · t_c [N, C] */
  readonly cosines: Matrix;
  /** Initial values. */
  readonly parameters: ProbeParameters;
  readonly stepSizes: StepSizes;
  readonly epochs: number;
  readonly momentum: number;
  readonly alphaEvery: number;
  readonly alphaGradient: 'accumulated' | 'current';
  readonly execution: ExecutionOptions;
  readonly context: Pick<FitContext, 'onProgress' | 'signal'>;
  /** Shown the parameters after every epoch, counted from 1. */
  readonly look?: (parameters: ProbeParameters, epoch: number) => void | Promise<void>;
}

export interface TrainedProbe {
  /** Values after the last epoch. */
  readonly parameters: ProbeParameters;
  /** Mean cross-entropy of each epoch, before its update. */
  readonly losses: Float64Array;
}

/**
 * Full-batch training: w and b by SGD with momentum at every epoch, α by its own gradient at every `alphaEvery`-th, both from the gradient at the epoch's start.
 *
 * @throws ShotbenchError `TRAIN_DIVERGED` if a loss is not finite; the signal's reason if cancelled.
 */
export async function trainProbe(options: TrainProbeOptions): Promise<TrainedProbe> {
  const { images, cosines, stepSizes, epochs, execution, context, look } = options;
  const ofWeights = sgd({ momentum: options.momentum });
  const ofAlpha = accumulatedGradient({
    stepSize: stepSizes.alpha,
    every: options.alphaEvery,
    isSummed: options.alphaGradient === 'accumulated',
  });
  const trainer = await openTrainer({
    ...execution,
    loss: ({ parameters, constants: { features, cosines, labels } }) =>
      softmaxCrossEntropy(probeLogits(features!, cosines!, parameters), labels!),
    parameters: options.parameters,
    constants: {
      features: toTensor(images.features),
      cosines: toTensor(cosines),
      labels: int32([images.labels.length], images.labels),
    },
    optimizer: (name) => (name === 'alpha' ? ofAlpha : ofWeights),
  });

  const losses = new Float64Array(epochs);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    context.signal?.throwIfAborted();
    const loss = await trainer.step({}, stepSizes.weights);
    losses[epoch - 1] = loss;
    await look?.(trainer.state().parameters as ProbeParameters, epoch);
    const note = `epoch ${epoch}/${epochs}, loss ${loss.toPrecision(3)}`;
    context.onProgress?.({ fraction: epoch / epochs, note });
  }
  return { parameters: trainer.state().parameters as ProbeParameters, losses };
}
