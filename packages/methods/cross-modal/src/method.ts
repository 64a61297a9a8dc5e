import {
  defineMethod,
  type FewShotTask,
  type FitContext,
  inContext,
  linearLogits,
  matrix,
  partOf,
  requireText,
  requireTraining,
  requireValidation,
  toTensor,
} from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { float32, type HostTensor } from '@shotbench/tensor';

import { type BestWeights, bestIteration } from './best-iteration.ts';
import { type CrossModalConfig, crossModalConfig } from './config.ts';
import { iterationRates } from './iteration-rates.ts';
import { halfAndHalf, samplesOf, usableBatchSizes } from './samples.ts';

const methodId = 'cross-modal';

/**
 * Cross-modal linear probing (Lin et al., "Multimodality Helps Unimodality: Cross-Modal Few-Shot Learning with Multimodal Models", CVPR 2023). Weights and
 * settings are the first best of the sweep on the few-shot validation images (`take_average` in `eval.py`).
 *
 * All trainings start from the same weights, and those of one batch size see the same batches, so that they differ in the settings alone.
 */
export const crossModal = defineMethod<CrossModalConfig>({
  id: methodId,
  title: 'Cross-modal linear probe',
  version: 2,
  protocol: 'few-shot-val',
  needs: ['training-images', 'validation-images', 'text-features'],
  usesSeed: true,
  config: crossModalConfig,

  async fit(task, config, context) {
    context.signal?.throwIfAborted();
    const { normalized: text } = requireText(task, methodId);
    const train = requireTraining(task, methodId);
    const chooses = 'learning rate, weight decay, batch size and iteration';
    const validation = requireValidation(task, { methodId, chooses, protocol: 'few-shot-val' });
    const { iterations, validateEvery } = config;
    const { logitScale } = task;
    const { execution } = context;

    const random = new TorchRandom(context.seed);
    const weights = initialWeights(task, config, random);
    const samples = samplesOf(train, text);
    const batchSizes = usableBatchSizes(config.batchSizes, samples);
    const indicesOf = new Map(
      batchSizes.map((batchSize) => [batchSize, halfAndHalf({ ...samples, batchSize, iterations, random })]),
    );

    const cells = sweepOf(config, batchSizes);
    const trials: Trial[] = [];
    for (const [i, cell] of cells.entries()) {
      const best = await bestIteration({
        samples,
        weights,
        logitScale,
        weightDecay: cell.weightDecay,
        indices: indicesOf.get(cell.batchSize)!,
        learningRates: iterationRates({ ...config, learningRate: cell.learningRate }),
        validation,
        validateEvery,
        execution,
        context: inContext(partOfSweep(context, i, cells.length)),
      });
      trials.push({ ...cell, best });
      context.onProgress?.({ fraction: (i + 1) / cells.length, note: `training ${i + 1} of ${cells.length} done` });
    }

    const chosen = trials.reduce((best, next) =>
      next.best.validationAccuracy > best.best.validationAccuracy ? next : best,
    );
    return {
      trainableParameters: weights.data.length,
      details: { ...detailsOf(chosen), trials: trials.map(detailsOf) },
      logits: linearLogits({
        weights: matrix(chosen.best.weights.data as Float32Array, text.columns),
        scale: logitScale,
        execution,
      }),
    };
  },
});

interface Cell {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
}

interface Trial extends Cell {
  readonly best: BestWeights;
}

/** In the order of the loops in `train.py`. */
function sweepOf({ learningRates, weightDecays }: CrossModalConfig, batchSizes: readonly number[]): Cell[] {
  return learningRates.flatMap((learningRate) =>
    weightDecays.flatMap((weightDecay) => batchSizes.map((batchSize) => ({ learningRate, weightDecay, batchSize }))),
  );
}

function partOfSweep(context: FitContext, i: number, count: number): FitContext {
  return partOf(context, { from: i / count, to: (i + 1) / count, label: `training ${i + 1} of ${count}, ` });
}

function detailsOf({ best: { iteration, validationAccuracy }, ...cell }: Trial) {
  return { ...cell, iteration, validationAccuracy };
}

/** The unit text rows, or random ones as `torch.nn.Linear` starts. */
function initialWeights(task: FewShotTask, { initialization }: CrossModalConfig, random: TorchRandom): HostTensor {
  const { normalized: text } = requireText(task, methodId);
  if (initialization === 'zero-shot') return toTensor(text);
  return float32([text.rows, text.columns], random.linear(text.data.length, text.columns));
}
