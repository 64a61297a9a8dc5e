import { type EncoderModel, imageEncoder } from '@shotbench/clip';
import { defineMethod, requireImages, requireText, toTensor } from '@shotbench/few-shot';
import {
  initialVisualPrompts,
  meanTokens,
  tunedClassifier,
  tuneOnImages,
  visionTransformerOf,
  visualPromptsIn,
  visualWeights,
} from '@shotbench/image-tuning';
import { type Loss, sgd, softmaxCrossEntropy, tf, unitLength, warmupCosine } from '@shotbench/tensor';

import { type VisualPromptsConfig, visualPromptsConfig } from './config.ts';

/**
 * Visual prompt tuning: n learned tokens beside an image's own, the encoder and the text features as they are, with the loss
 * −log softmax(s · n(f(x, P)) · n(t)ᵀ) (M. Jia et al., "Visual Prompt Tuning", ECCV 2022, on CLIP as MaPLe's authors do it).
 * Shallow prompts enter before the first block and go through all of them; deep ones are new at each block's input.
 *
 * @param layers how many layers of an encoder have prompts of their own.
 */
function visualPrompts(id: string, title: string, layers: (of: number) => number) {
  return defineMethod<VisualPromptsConfig>({
    id,
    title,
    version: 1,
    protocol: 'fixed',
    needs: ['training-images', 'text-features', 'image-encoder'],
    namesNewClasses: true,
    usesSeed: true,
    config: visualPromptsConfig,
    // 4 and 2 tokens: PromptSRC's and MaPLe's visual branches. VPT's authors search rates over three orders of magnitude; those above the released one are ours.
    space: { promptTokens: [8, 4, 2], learningRate: [2.5e-3, 3e-2, 0.3] },

    async fit(task, config, context) {
      const { model } = requireImages(task, id);
      const text = requireText(task, id);
      const { width, layers: depth } = visionTransformerOf(model, id);
      const { promptTokens, initialTokens } = config;
      const { learningRate, epochs, warmupEpochs, warmupLearningRate, momentum, weightDecay } = config;
      const { seed, execution } = context;
      const shape = { layers: layers(depth), tokens: promptTokens, width };
      const around =
        initialTokens === 'mean-patch'
          ? await meanTokens(task, { methodId: id, layers: shape.layers, execution })
          : undefined;
      const { parameters, finalLoss, steps } = await tuneOnImages(task, context, {
        methodId: id,
        settings: config,
        loss: promptLoss(model, task.logitScale),
        parameters: initialVisualPrompts({ ...shape, seed, ...(around && { around }) }),
        constants: { ...visualWeights(model).inputs, text: toTensor(text.normalized) },
        optimizer: sgd({ momentum, weightDecay }),
        learningRates: (stepsPerEpoch) =>
          warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
      });
      return tunedClassifier({
        ...{ methodId: id, model, learned: parameters, text, logitScale: task.logitScale },
        tuning: (learned) => ({ prompts: visualPromptsIn(learned) }),
        execution,
        trainableParameters: Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0),
        details: { layers: shape.layers, steps, finalLoss },
      });
    },
  });
}

export const vptShallow = visualPrompts('vpt-shallow', 'VPT-shallow', () => 1);
export const vptDeep = visualPrompts('vpt-deep', 'VPT-deep', (all) => all);

/** Mean cross-entropy of a batch as a function of the prompts. */
export function promptLoss(model: EncoderModel, logitScale: number): Loss {
  const encodeImage = imageEncoder(model.config);
  const { lookup } = visualWeights(model);
  return ({ parameters, constants, batch }) => {
    const features = encodeImage(lookup(constants), batch['pixels']!, { prompts: visualPromptsIn(parameters) }); // [B, D]
    const cosines = tf.matMul(unitLength(features), constants['text'] as tf.Tensor2D, false, true); // [B, C]
    return softmaxCrossEntropy(tf.mul(cosines, logitScale), batch['labels']!);
  };
}
