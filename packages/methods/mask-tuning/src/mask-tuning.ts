import { defineMethod, type Detail, Random, requireImages, requireText, toTensor } from '@shotbench/few-shot';
import { tunedClassifier, tuneOnImages, visualWeights } from '@shotbench/image-tuning';
import { adam, float32, type HostTensor, type tf } from '@shotbench/tensor';

import { gateShareOf, type MaskTuningConfig, maskTuningConfig } from './config.ts';
import { gradientDropout } from './gradient-dropout.ts';
import { maskLosses } from './mask-loss.ts';
import { type Group, maskedWeights } from './masked-weights.ts';
import { foldMask, packMask, saveMasks } from './packed-masks.ts';
import { sparsity } from './sparsity.ts';
import { learningRates, travelOf } from './travel.ts';

interface MaskMethod {
  readonly id: string;
  readonly title: string;
  /** Which weights have masks. */
  readonly group: Group;
  /** Whether gradients pass a gate. */
  readonly regularised: boolean;
}

/**
 * Regularised mask tuning: weights of the image encoder are kept or set to 0, W ⊙ 1[M > α], and the masks M are what is learned
 * (Zheng et al., "Regularized Mask Tuning: Uncovering Hidden Knowledge in Pre-trained Vision-Language Models", ICCV 2023). Each entry's gradient is dropped
 * where it would lead away from the pre-trained model. At the start all weights are kept: the model is CLIP.
 */
function maskTuning({ id, title, group, regularised }: MaskMethod) {
  return defineMethod<MaskTuningConfig>({
    id,
    title,
    version: 1,
    protocol: 'fixed',
    needs: ['training-images', 'text-features', 'image-encoder'],
    namesNewClasses: true,
    usesSeed: true,
    config: maskTuningConfig,
    // The two shares that R-AMT's README gives; half and a quarter of the default's travel are ours.
    space: { ...(regularised && { gateShare: [null, 0.3, 1] }), travel: [0.06, 0.03, 0.015] },

    async fit(task, config, context) {
      const { model } = requireImages(task, id);
      const text = requireText(task, id);
      const { threshold, penalty, initial } = config;
      const { patchEmbedding, firstLayer } = config;
      const names = maskedWeights(model, { group, patchEmbedding, firstLayer, methodId: id });
      const frozenLayers = patchEmbedding ? 0 : firstLayer;
      const share = regularised ? gateShareOf(config, task.shots) : 0;
      const { logitScale } = task;
      const losses = maskLosses({ model, logitScale, threshold, penalty, frozenLayers });
      let travel = 0;
      const { parameters, finalLoss, steps } = await tuneOnImages(task, context, {
        methodId: id,
        settings: config,
        frozenLayers,
        loss: losses.task,
        ...(share > 0 && {
          guide: {
            loss: losses.prior,
            combine: (gradient: tf.Tensor, prior: tf.Tensor, { parameter, batch }: Combined) =>
              gradientDropout(gradient, prior, batch[noiseOf(parameter)]!, share),
          },
          extra: (step: number) => noise(names, model.weights, context.seed, step),
        }),
        parameters: Object.fromEntries(names.map((name) => [name, filled(model.weights.get(name)!.shape, initial)])),
        constants: { ...visualWeights(model).inputs, text: toTensor(text.normalized) },
        optimizer: adam(),
        learningRates(stepsPerEpoch) {
          const rates = learningRates(config, stepsPerEpoch);
          travel = travelOf(rates);
          return rates;
        },
      });

      const masks = new Map(names.map((name) => [name, packMask(parameters[name]!.data, threshold)]));
      const folded = [...masks].map(([name, bits]) => [name, foldMask(model.weights.get(name)!, bits)] as const);
      const details: Readonly<Record<string, Detail>> = {
        ...{ steps, finalLoss, gateShare: share, travel },
        ...sparsity(parameters, threshold),
      };
      return tunedClassifier({
        methodId: id,
        // What is learned costs nothing later: the weights that are not kept are 0.
        model: { ...model, weights: new Map([...model.weights, ...folded]) },
        learned: {},
        tuning: () => ({}),
        ...{ text, logitScale, execution: context.execution, details },
        trainableParameters: Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0),
        save: (path) => saveMasks(path, { masks, backbone: model.backbone }),
      });
    },
  });
}

export const amt = maskTuning({ id: 'amt', title: 'AMT', group: 'attention', regularised: false });
export const rAmt = maskTuning({ id: 'r-amt', title: 'R-AMT', group: 'attention', regularised: true });
export const rMmt = maskTuning({ id: 'r-mmt', title: 'R-MMT', group: 'mlp', regularised: true });
export const rPmt = maskTuning({ id: 'r-pmt', title: 'R-PMT', group: 'all', regularised: true });

interface Combined {
  readonly parameter: string;
  readonly batch: Readonly<Record<string, tf.Tensor>>;
}

function noiseOf(name: string): string {
  return `noise ${name}`;
}

/** U of every mask at a step: by seed and step alone, so that a training that goes on has the same. */
function noise(
  names: readonly string[],
  weights: ReadonlyMap<string, HostTensor>,
  seed: number,
  step: number,
): Record<string, HostTensor> {
  const random = new Random(1_000_003 * seed + step);
  return Object.fromEntries(
    names.map((name) => {
      const { shape, data } = weights.get(name)!;
      return [
        noiseOf(name),
        float32(
          shape,
          Float32Array.from({ length: data.length }, () => random.uniform()),
        ),
      ];
    }),
  );
}

function filled(shape: readonly number[], value: number): HostTensor {
  return float32(shape, new Float32Array(shape.reduce((product, dim) => product * dim, 1)).fill(value));
}
