import {
  aroundTraining,
  defineMethod,
  epochBatches,
  inContext,
  partOf,
  requireText,
  requireTraining,
  stackViews,
} from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { cosinePerStep } from '@shotbench/tensor';

import { bestEpoch } from './best-epoch.ts';
import { blendedLogits } from './blended-logits.ts';
import { buildCache, cacheTensors } from './cache-model.ts';
import { chooseBlend, imagesToChooseOn } from './choose-blend.ts';
import { type TipAdapterFConfig, tipAdapterFConfig } from './config.ts';
import { keyTraining } from './train-keys.ts';

const methodId = 'tip-adapter-f';
/** Part of the work that is training; the rest is the search for α and β. */
const TRAINING = 0.8;

/** Tip-Adapter-F: Tip-Adapter whose keys are trained from where the training images put them (the same paper, section 3.2). */
export const tipAdapterF = defineMethod<TipAdapterFConfig>({
  id: methodId,
  title: 'Tip-Adapter-F',
  version: 2,
  protocol: { of: ({ selectOn }) => selectOn },
  needs: ['training-images', 'validation-images', 'text-features'],
  usesSeed: true,
  config: tipAdapterFConfig,

  ...aroundTraining<TipAdapterFConfig>((task, config, context) => {
    const { normalized: text } = requireText(task, methodId);
    const train = requireTraining(task, methodId);
    const { alpha, beta, epochs, batchSize } = config;
    const images = imagesToChooseOn(task, methodId, config.selectOn);

    const cache = buildCache(train.mean, train.labels, task.classNames.length);
    const start = { cache, text, logitScale: task.logitScale };
    const { stepsPerEpoch, ...batches } = epochBatches({
      count: train.labels.length,
      views: train.views.length,
      batchSize,
      epochs,
      random: new TorchRandom(context.seed),
      rest: 'keep',
    });
    const { execution } = context;
    const watch =
      config.epoch === 'best' && images
        ? bestEpoch(start, { images, blend: { alpha, beta }, stepsPerEpoch, execution })
        : undefined;
    const training = keyTraining({
      classes: cache.classes,
      logitScale: task.logitScale,
      alpha,
      beta,
      images: stackViews(train),
      tensors: cacheTensors(cache, text),
      epsilon: config.epsilon,
      weightDecay: config.weightDecay,
      batches,
      learningRates: cosinePerStep(config.learningRate, epochs * stepsPerEpoch),
      context: {
        ...inContext(partOf(context, { from: 0, to: TRAINING })),
        ...(watch && { checkpoints: watch.checkpoints }),
      },
    });

    return {
      training,
      async finish({ parameters, losses }) {
        const best = watch?.best();
        const model = { ...start, cache: { ...cache, keys: best?.keys ?? parameters['keys']! } };
        const searching = partOf(context, { from: TRAINING, to: 1 });
        const { blend, details } = await chooseBlend(model, { images, config, atLeast: best, context: searching });
        return {
          trainableParameters: cache.count * text.columns,
          details: {
            ...details,
            ...(best && { epoch: best.epoch }),
            steps: losses.length,
            finalLoss: losses.at(-1)!,
          },
          logits: blendedLogits(model, blend, execution),
        };
      },
    };
  }),
});
