import { ShotbenchError } from '@shotbench/errors';
import {
  type Classifier,
  defineMethod,
  epochBatches,
  type FewShotTask,
  type FitContext,
  inContext,
  Random,
  requireTextModel,
  requireTraining,
  stackViews,
} from '@shotbench/few-shot';
import { checkClassNames, encoderFor, initialContext, learnPrompts } from '@shotbench/prompt-learning';
import { sgd, softmaxCrossEntropy, tf, unitLength, warmupCosine } from '@shotbench/tensor';

import { type CoCoOpConfig, coCoOpConfig } from './config.ts';
import { conditionalClassifier } from './conditional-classifier.ts';
import { metaNet, newMetaNet } from './meta-net.ts';

/**
 * CoCoOp: every image adds π(f) to the context, v_m(f) = v_m + π(f), so that each has text features of its own (Zhou et al., "Conditional Prompt
 * Learning for Vision-Language Models", CVPR 2022).
 */
export const coCoOp = defineMethod<CoCoOpConfig>({
  id: 'cocoop',
  title: 'CoCoOp',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images', 'text-encoder'],
  namesNewClasses: true,
  usesSeed: true,
  config: coCoOpConfig,
  // Learning rates around the released one are ours.
  space: { learningRate: [2e-3, 2e-2, 2e-4] },
  checkClasses: (names, config, task) => checkClassNames(names, config, requireTextModel(task, 'cocoop')),
  fit,
});

async function fit(task: FewShotTask, config: CoCoOpConfig, context: FitContext): Promise<Classifier> {
  const train = requireTraining(task, 'cocoop');
  const model = requireTextModel(task, 'cocoop');
  const { words, position, epochs, learningRate, warmupEpochs, warmupLearningRate, momentum, weightDecay } = config;
  const start = initialContext(
    model,
    words === null ? { contextTokens: config.contextTokens, seed: context.seed } : { words },
  );
  const encoderOf = (classNames: readonly string[]) => encoderFor(classNames, { model, context: start, position });
  const featureDim = train.centre.columns;
  const shape = { featureDim, hidden: hiddenDim(featureDim, config), width: model.config.text.width };
  const { indices, stepsPerEpoch } = epochBatches({
    count: train.labels.length,
    views: train.views.length,
    batchSize: 1,
    epochs,
    random: new Random(context.seed),
  });
  const { parameters, losses } = await learnPrompts({
    encoder: encoderOf(task.classNames),
    parameters: { context: start, ...newMetaNet(shape, context.seed) },
    contextOf: ({ parameters, constants, batch }) => {
      const f = tf.gather(constants['features']!, batch['indices']!); // [V · N, D] → [1, D]
      return tf.add(parameters['context']!, metaNet(f, parameters)); // [M, W]
    },
    loss: (text, { constants, batch }) => {
      const f = tf.gather(constants['features'] as tf.Tensor2D, batch['indices']!); // [1, D]
      const cosines = tf.matMul(f, unitLength(text), false, true); // [1, C]
      return softmaxCrossEntropy(tf.mul(cosines, task.logitScale), tf.gather(constants['labels']!, batch['indices']!));
    },
    constants: { ...stackViews(train) },
    batches: { indices },
    optimizer: sgd({ momentum, weightDecay }),
    learningRates: warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
    context: inContext(context),
  });
  const details = { epochs, steps: losses.length, finalLoss: losses.at(-1)! };
  const { logitScale } = task;
  return conditionalClassifier({ parameters, encoderFor: encoderOf, details, logitScale, context }, task.classNames);
}

/** H, as `vis_dim // 16` has it. */
function hiddenDim(featureDim: number, { reduction }: CoCoOpConfig): number {
  if (featureDim >= reduction) return Math.floor(featureDim / reduction);
  throw new ShotbenchError(
    'COCOOP_REDUCTION',
    `reduction ${reduction} leaves no hidden unit for features of ${featureDim} numbers; use a reduction of at most ${featureDim}`,
  );
}
