import { ShotbenchError } from '@shotbench/errors';
import {
  accuracy,
  aroundTraining,
  type Classifier,
  coOpEpochs,
  defineMethod,
  epochBatches,
  type FewShotTask,
  type FitContext,
  type FitPlan,
  type Method,
  inContext,
  partOf,
  predict,
  requireTargetText,
  requireText,
  requireTraining,
  requireValidation,
  rowFunction,
  stackViews,
  type TextFeatures,
  toTensor,
} from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { type HostTensor, warmupCosine } from '@shotbench/tensor';

import { type ClipAdapterConfig, clipAdapterConfig, clipAdapterSpace } from './config.ts';
import { clipAdapterLogits, type LogitOptions, newLayers } from './logits.ts';
import { adapterTraining } from './train-adapters.ts';

/** CLIP-Adapter (Gao et al., "CLIP-Adapter: Better Vision-Language Models with Feature Adapters", IJCV 2024). */
export const clipAdapter: Method<ClipAdapterConfig> = defineMethod<ClipAdapterConfig>({
  id: 'clip-adapter',
  title: 'CLIP-Adapter',
  version: 2,
  protocol: { of: ({ ratio, selectOn }) => (Array.isArray(ratio) ? selectOn : 'fixed') },
  needs: ['training-images', 'text-features'],
  namesNewClasses: true,
  usesSeed: true,
  config: clipAdapterConfig,
  space: clipAdapterSpace,

  ...aroundTraining<ClipAdapterConfig>((task, config, context) => {
    const { ratio } = config;
    return Array.isArray(ratio)
      ? { fit: () => bestRatio(ratio, task, config, context) }
      : planAt(ratio, task, config, context);
  }),
});

function planAt(ratio: number, task: FewShotTask, config: ClipAdapterConfig, context: FitContext): FitPlan {
  const text = requireText(task, 'clip-adapter');
  const train = requireTraining(task, 'clip-adapter');
  const { branch, batchSize, learningRate, warmupEpochs, warmupLearningRate } = config;
  const epochs = config.epochs ?? coOpEpochs(task.shots);
  // Layers and batches each have a generator of their own, so that neither depends on how much the other draws.
  const random = new TorchRandom(context.seed);
  const layers = newLayers(branch, task.train.centre.columns, hiddenDim(task, config), new TorchRandom(context.seed));
  const { indices, stepsPerEpoch } = epochBatches({
    count: train.labels.length,
    views: train.views.length,
    batchSize,
    epochs,
    random,
  });
  const logitOptions = { branch, ratio, logitScale: task.logitScale };
  const training = adapterTraining({
    ...logitOptions,
    images: stackViews(train),
    text: toTensor(text.normalized),
    layers,
    momentum: config.momentum,
    weightDecay: config.weightDecay,
    indices,
    learningRates: warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
    context: inContext(context),
  });
  return {
    training,
    finish({ parameters, losses }) {
      const details = { epochs, steps: losses.length, finalLoss: losses.at(-1)! };
      return classifierOf(text, { parameters, details, logitOptions, execution: context.execution });
    },
  };
}

interface FittedAdapter extends Pick<Classifier, 'details'>, Pick<FitContext, 'execution'> {
  readonly parameters: Readonly<Record<string, HostTensor>>;
  readonly logitOptions: LogitOptions;
}

function classifierOf({ normalized }: TextFeatures, fitted: FittedAdapter): Classifier {
  const { parameters, details, logitOptions, execution } = fitted;
  return {
    trainableParameters: Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0),
    details,
    logits: rowFunction({
      columns: normalized.rows,
      constants: { ...parameters, text: toTensor(normalized) },
      compute: (features, tensors) => clipAdapterLogits(features, tensors['text']!, tensors, logitOptions),
      execution,
    }),
    // An adapter behind the text encoder has learned from the text rows of its own classes alone.
    ...(logitOptions.branch === 'image' && {
      forClasses: (classes) =>
        Promise.resolve().then(() => classifierOf(requireTargetText(classes, 'clip-adapter'), fitted)),
    }),
  };
}

/** Fits with every ratio and keeps the first best on the validation images. */
async function bestRatio(ratios: readonly number[], task: FewShotTask, config: ClipAdapterConfig, context: FitContext) {
  const { features, labels } = requireValidation(task, {
    methodId: 'clip-adapter',
    chooses: 'the ratio',
    protocol: config.selectOn,
  });
  const fits = [];
  for (const [i, ratio] of ratios.entries()) {
    const part = { from: i / ratios.length, to: (i + 1) / ratios.length, label: `ratio ${ratio}, ` };
    const fit = await clipAdapter.fit(task, { ...config, ratio }, partOf(context, part));
    const validationAccuracy = accuracy(predict(await fit.logits(features)), labels);
    fits.push({ ratio, validationAccuracy, fit });
  }
  const chosen = fits.reduce((best, next) => (next.validationAccuracy > best.validationAccuracy ? next : best));
  const trials = fits.map(({ ratio, validationAccuracy }) => ({ ratio, validationAccuracy }));
  return { ...chosen.fit, details: { ...chosen.fit.details, ratio: chosen.ratio, trials } };
}

/** H, as `c_in // reduction` has it. */
function hiddenDim(task: FewShotTask, { reduction }: ClipAdapterConfig): number {
  const featureDim = task.train.centre.columns;
  if (featureDim >= reduction) return Math.floor(featureDim / reduction);
  throw new ShotbenchError(
    'CLIP_ADAPTER_REDUCTION',
    `reduction ${reduction} leaves no hidden unit for features of ${featureDim} numbers; use a reduction of at most ${featureDim}`,
  );
}
