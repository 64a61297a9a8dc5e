import {
  defineMethod,
  epochBatches,
  linearLogits,
  type Matrix,
  matrix,
  normalizeRows,
  Random,
  requireText,
  stackRows,
} from '@shotbench/few-shot';
import { warmupCosine } from '@shotbench/tensor';

import { type TaskResConfig, taskResConfig } from './config.ts';
import { trainResidual } from './residual.ts';

/** TaskRes with the regular base (Yu et al., "Task Residual for Tuning Vision-Language Models", CVPR 2023). */
export const taskRes = defineMethod<TaskResConfig>({
  id: 'taskres',
  title: 'TaskRes',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images', 'text-features'],
  usesSeed: true,
  config: taskResConfig,

  async fit(task, config, { execution, seed, onProgress, signal }) {
    const { asStored } = requireText(task, 'taskres');
    const text = config.textNorm === null ? asStored : normalizeRows(asStored, config.textNorm);
    const { views, labels } = task.train;
    const epochs = config.epochs ?? (task.shots <= 4 ? 100 : 200);
    const { batchSize, alpha } = config;
    const { indices, stepsPerEpoch } = epochBatches({
      count: labels.length,
      views: views.length,
      batchSize,
      epochs,
      random: new Random(seed),
    });
    const { learningRate, warmupEpochs, warmupLearningRate } = config;
    const { parameters, losses } = await trainResidual({
      features: stackRows(views), // [V · N, D]
      labels: Int32Array.from({ length: views.length * labels.length }, (_, row) => labels[row % labels.length]!),
      text,
      alpha,
      logitScale: task.logitScale,
      weightDecay: config.weightDecay,
      indices,
      learningRates: warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
      execution,
      ...(onProgress && {
        onProgress: ({ step, steps, loss }) =>
          onProgress({ fraction: step / steps, note: `step ${step}/${steps}, loss ${loss.toPrecision(3)}` }),
      }),
      ...(signal && { signal }),
    });
    const residual = parameters['residual']!;
    const classifier = addScaled(text, residual.data as Float32Array, alpha);
    return {
      trainableParameters: residual.data.length,
      details: { epochs, steps: losses.length, finalLoss: losses.at(-1)! },
      logits: linearLogits({ weights: normalizeRows(classifier), scale: task.logitScale, execution }),
    };
  },
});

/** t + α x */
function addScaled(text: Matrix, residual: Float32Array, alpha: number): Matrix {
  return matrix(
    text.data.map((value, i) => value + alpha * residual[i]!),
    text.columns,
  );
}
