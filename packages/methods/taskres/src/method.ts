import {
  aroundTraining,
  defineMethod,
  epochBatches,
  inContext,
  normalizeRows,
  partOf,
  requireText,
  requireTraining,
  rowFunction,
  stackViews,
  toTensor,
} from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { warmupCosine } from '@shotbench/tensor';

import { type TaskResConfig, taskResConfig, taskResSpace } from './config.ts';
import { enhanceBase } from './enhanced-base.ts';
import { residualTraining, taskResLogits } from './residual.ts';

const methodId = 'taskres';

/** TaskRes (Yu et al., "Task Residual for Tuning Vision-Language Models", CVPR 2023). */
export const taskRes = defineMethod<TaskResConfig>({
  id: methodId,
  title: 'TaskRes',
  version: 3,
  protocol: 'fixed',
  needs: ['training-images', 'text-features'],
  usesSeed: true,
  config: taskResConfig,
  space: taskResSpace,

  ...aroundTraining<TaskResConfig>(async (task, config, context) => {
    const { asStored } = requireText(task, methodId);
    const train = requireTraining(task, methodId);
    const images = stackViews(train);
    const random = new TorchRandom(context.seed);
    const stepsOf = (epochs: number, learningRate: number) => {
      const { batchSize, warmupEpochs, warmupLearningRate } = config;
      const [count, views] = [train.labels.length, train.views.length];
      const { indices, stepsPerEpoch } = epochBatches({ count, views, batchSize, epochs, random });
      const schedule = { learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate };
      return { indices, learningRates: warmupCosine(schedule) };
    };

    const regular = config.textNorm === null ? asStored : normalizeRows(asStored, config.textNorm);
    const { logitScale } = task;
    const { weightDecay, side, alpha, learnAlpha } = config;
    const isEnhanced = config.base === 'enhanced';
    const text = isEnhanced
      ? await enhanceBase({
          images,
          text: regular,
          logitScale,
          weightDecay,
          ...stepsOf(config.baseEpochs, config.baseLearningRate),
          context: inContext(partOf(context, { from: 0, to: 0.5, label: 'base, ' })),
        })
      : regular;

    const epochs = config.epochs ?? (task.shots <= 4 ? 100 : 200);
    const options = { side, alpha, logitScale, imageNorm: config.imageNorm ?? 1 };
    const training = residualTraining({
      ...options,
      learnAlpha,
      images,
      text,
      weightDecay,
      ...stepsOf(epochs, config.learningRate),
      context: inContext(isEnhanced ? partOf(context, { from: 0.5, to: 1 }) : context),
    });
    return {
      training,
      finish({ parameters, losses }) {
        const learned = Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0);
        const alphaLearned = parameters['alpha']?.data[0];
        return {
          trainableParameters: learned + (isEnhanced ? text.columns ** 2 : 0),
          details: {
            epochs,
            steps: losses.length,
            finalLoss: losses.at(-1)!,
            ...(alphaLearned !== undefined && { alpha: alphaLearned }),
          },
          logits: rowFunction({
            columns: text.rows,
            constants: { ...parameters, text: toTensor(text) },
            compute: (f, tensors) => taskResLogits(f, tensors, options),
            execution: context.execution,
          }),
        };
      },
    };
  }),
});
