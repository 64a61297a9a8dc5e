import {
  aroundTraining,
  type Classifier,
  defineMethod,
  epochBatches,
  inContext,
  linearLogits,
  type Matrix,
  normalizeRows,
  requireTargetText,
  requireText,
  requireTraining,
  stackViews,
  type TextFeatures,
  toTensor,
} from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import {
  adadelta,
  type ExecutionOptions,
  type HostTensor,
  softmaxCrossEntropy,
  tf,
  unitLength,
  warmupCosine,
} from '@shotbench/tensor';

import { type ApexTextConfig, apexTextConfig } from './config.ts';
import { ensemble, mixed } from './ensemble.ts';
import { adapted, adaptedRows, initialAdapter } from './text-adapter.ts';

const ID = 'apex-text';

/**
 * APEX's text adapter by itself: a linear map of the text features that starts at the identity, t = t̃A + b, and the adaptive ensemble of text features for
 * classes that were not trained on (the row "text only" of the paper's ablation, table 5). Images stay as they are, so cached features suffice.
 */
export const apexText = defineMethod<ApexTextConfig>({
  id: ID,
  title: 'APEX, text adapter alone',
  version: 2,
  protocol: 'fixed',
  needs: ['training-images', 'text-features'],
  namesNewClasses: true,
  usesSeed: true,
  config: apexTextConfig,
  // As APEX's.
  space: { learningRate: [0.15, 0.02] },

  ...aroundTraining<ApexTextConfig>((task, config, context) => {
    const train = requireTraining(task, ID);
    const text = requireText(task, ID);
    const { batchSize, epochs, learningRate, warmupEpochs, warmupLearningRate, weightDecay } = config;
    const { indices, stepsPerEpoch } = epochBatches({
      ...{ count: train.labels.length, views: train.views.length, batchSize, epochs },
      random: new TorchRandom(context.seed),
    });
    return {
      training: {
        ...inContext(context),
        loss: ({ parameters, constants, batch }) => {
          const features = tf.gather(constants['features'] as tf.Tensor2D, batch['indices']!); // [B, D]
          const labels = tf.gather(constants['labels']!, batch['indices']!);
          const texts = unitLength(adapted(constants['text']!, parameters)) as tf.Tensor2D; // [C, D]
          return softmaxCrossEntropy(tf.mul(tf.matMul(features, texts, false, true), task.logitScale), labels);
        },
        parameters: initialAdapter(text.asStored.columns),
        constants: { ...stackViews(train), text: toTensor(text.asStored) },
        batches: { indices },
        optimizer: adadelta({ weightDecay }),
        learningRates: warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
      },
      finish: ({ parameters, losses }) =>
        textClassifier(task.classNames, text, {
          ...{ learned: parameters, trained: text.normalized, settings: config },
          ...{ logitScale: task.logitScale, execution: context.execution },
          details: { steps: losses.length, finalLoss: losses.at(-1)! },
        }),
    };
  }),
});

interface TextClassifierOptions {
  readonly learned: Readonly<Record<string, HostTensor>>;
  /** Text features of the classes that were trained on, unit rows. */
  readonly trained: Matrix;
  readonly settings: ApexTextConfig;
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
  readonly details: Classifier['details'];
}

function textClassifier(classNames: readonly string[], text: TextFeatures, options: TextClassifierOptions): Classifier {
  const { learned, trained, settings, logitScale, execution, details } = options;
  const { alphas } = ensemble(text.normalized, trained, settings);
  const texts = normalizeRows(mixed(adaptedRows(text.asStored, learned), text.asStored, alphas));
  return {
    trainableParameters: Object.values(learned).reduce((sum, { data }) => sum + data.length, 0),
    details: { ...details, alphas: Object.fromEntries(classNames.map((name, c) => [name, alphas[c]!])) },
    logits: linearLogits({ weights: texts, scale: logitScale, execution }),
    forClasses: (classes) =>
      Promise.resolve(textClassifier(classes.classNames, requireTargetText(classes, ID), options)),
  };
}
