import { defineMethod, requireImages, type TextModel } from '@shotbench/few-shot';
import { tuneOnImages, visionTransformerOf, visualWeights } from '@shotbench/image-tuning';
import { chunkConstants, initialContext, wordPrompts } from '@shotbench/prompt-learning';
import { float32, type HostTensor, sgd, warmupCosine } from '@shotbench/tensor';

import { type MapleConfig, mapleConfig } from './config.ts';
import { initialCoupledPrompts } from './coupled-prompts.ts';
import { mapleClassifier, textEncoderFor } from './maple-classifier.ts';
import { mapleLoss } from './maple-loss.ts';

const ID = 'maple';

/**
 * Multi-modal prompt learning: n learned tokens in each of the first J layers of the text encoder, and in those of the image encoder what a linear map of
 * each layer makes of them, with the loss −log softmax(s · n(f(x, F(P))) · n(t(P))ᵀ) (M. U. Khattak et al., "MaPLe: Multi-modal Prompt Learning", CVPR 2023).
 *
 * Deviation: prompts and maps are float32 throughout; the released code casts them to half precision, even for a model in float32 (`clip/model.py`).
 */
export const maple = defineMethod<MapleConfig>({
  id: ID,
  title: 'MaPLe',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images', 'text-encoder', 'image-encoder'],
  namesNewClasses: true,
  usesSeed: true,
  config: mapleConfig,
  // Rates and depths of the released configurations, from base to novel classes and for other datasets.
  space: { learningRate: [3.5e-3, 2.6e-3], depth: [9, 3] },
  checkClasses(names, { words, promptTokens }, task) {
    const { model } = requireImages(task, ID);
    wordPrompts(names, { model, words, contextTokens: promptTokens });
  },

  async fit(task, config, context) {
    const { model } = requireImages(task, ID);
    const { learningRate, epochs, warmupEpochs, warmupLearningRate, momentum, weightDecay } = config;
    const { logitScale } = task;
    const layers = depthOf(model, config);
    const text = textEncoderFor(task.classNames, model, config);
    const { parameters, finalLoss, steps } = await tuneOnImages(task, context, {
      methodId: ID,
      settings: config,
      loss: mapleLoss({ model, text, logitScale }),
      parameters: initialCoupledPrompts({
        ...{ layers, tokens: config.promptTokens, seed: context.seed, start: startOf(model, config) },
        ...{ textWidth: model.config.text.width, imageWidth: visionTransformerOf(model, ID).width },
      }),
      constants: { ...visualWeights(model).inputs, ...chunkConstants(text) },
      optimizer: sgd({ momentum, weightDecay }),
      learningRates: (stepsPerEpoch) =>
        warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
    });
    return await mapleClassifier(task.classNames, {
      ...{ model, learned: parameters, config, logitScale, execution: context.execution },
      details: { layers, steps, finalLoss },
    });
  },
});

/** No deeper than either encoder. */
function depthOf(model: TextModel, { depth }: MapleConfig): number {
  return Math.min(depth, visionTransformerOf(model, ID).layers, model.config.text.layers);
}

/** The embeddings of the first n tokens of the words. */
function startOf(model: TextModel, { words, promptTokens }: MapleConfig): HostTensor | undefined {
  if (words === null) return undefined;
  const { shape, data } = initialContext(model, { words });
  const width = shape[1]!;
  return float32([promptTokens, width], (data as Float32Array).subarray(0, promptTokens * width));
}
