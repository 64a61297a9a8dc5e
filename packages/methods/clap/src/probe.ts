import {
  type Classifier,
  type Detail,
  epochBatches,
  type FewShotTask,
  type FitContext,
  inContext,
  linearLogits,
  matrix,
  normalizeRows,
  requireText,
  requireTraining,
  stackViews,
} from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { type Trained, warmupCosine } from '@shotbench/tensor';

import type { ZsLpConfig } from './config.ts';

/**
 * What the settings make of a task: all that `trainWeights` asks for but the multipliers.
 *
 * Deviation: with views, the reference shuffles all V · N of them in every epoch and takes ⌊N/B⌋ batches, so an image may come twice
 * and another not at all (`run_epoch` in `trainers/adapters.py`); here every image comes once, as one of its views.
 */
export function probeOf(methodId: string, task: FewShotTask, config: ZsLpConfig, context: FitContext) {
  const { asStored } = requireText(task, methodId);
  const train = requireTraining(task, methodId);
  const { learningRate, momentum, weightDecay, epochs, batchSize, warmupEpochs, warmupLearningRate } = config;
  const { indices, stepsPerEpoch } = epochBatches({
    count: train.labels.length,
    views: train.views.length,
    batchSize,
    epochs,
    random: new TorchRandom(context.seed),
  });
  return {
    images: stackViews(train),
    text: config.textNorm === null ? asStored : normalizeRows(asStored, config.textNorm),
    logitScale: task.logitScale,
    momentum,
    weightDecay,
    indices,
    stepsPerEpoch,
    learningRates: warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
    context: inContext(context),
  };
}

/** The classifier s · f · n(w)ᵀ of the trained weights. */
export function probeClassifier(
  task: FewShotTask,
  { parameters, losses }: Trained,
  { execution }: FitContext,
  details: { readonly [key: string]: Detail } = {},
): Classifier {
  const { data, shape } = parameters['weights']!;
  const weights = normalizeRows(matrix(Float32Array.from(data), shape[1]!));
  return {
    trainableParameters: data.length,
    details: { steps: losses.length, finalLoss: losses.at(-1)!, ...details },
    logits: linearLogits({ weights, scale: task.logitScale, execution }),
  };
}
