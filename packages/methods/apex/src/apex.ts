import { defineMethod, requireImages, type TextModel } from '@shotbench/few-shot';
import { initialVisualPrompts, tuneOnImages, visionTransformerOf, visualWeights } from '@shotbench/image-tuning';
import { checkClassNames } from '@shotbench/prompt-learning';
import { adadelta, type HostTensor, type tf, warmupCosine } from '@shotbench/tensor';

import { apexClassifier } from './apex-classifier.ts';
import { apexLoss } from './apex-loss.ts';
import { type ApexConfig, apexConfig } from './config.ts';
import { promptedText, wordsBefore } from './prompted-text.ts';
import { initialAdapter } from './text-adapter.ts';

const ID = 'apex';

/**
 * APEX: prompts in the layers of the image encoder, a shallow text prompt and a linear adapter of text features that starts at the identity, t = t̃A + b,
 * trained together; for classes that were not trained on, features are mixed with CLIP's own by their distance from those that were
 * (Yang et al., "Adapter and Prompt Ensemble for Cross-modal transfer", EMNLP 2024; "text Adapter, visual Prompt, adaptive Ensemble for cross-modality").
 *
 * Deviation: CLIP's own image features are those of the clean encoder, as the paper says; the released code gives it prompts of noise (`clip_model_temp`).
 */
export const apex = defineMethod<ApexConfig>({
  id: ID,
  title: 'APEX',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images', 'text-encoder', 'image-encoder'],
  namesNewClasses: true,
  usesSeed: true,
  config: apexConfig,
  // Rates and depths of the released configurations from base to novel classes and for other datasets.
  space: { learningRate: [0.15, 0.02], visualDepth: [null, 3] },
  checkClasses(names, { words }, task) {
    const { model } = requireImages(task, ID);
    checkClassNames(names, { words: wordsBefore(words), contextTokens: 1 }, model);
  },

  async fit(task, config, context) {
    const { model } = requireImages(task, ID);
    const { execution, seed } = context;
    const { words, textPrompt, learningRate, epochs, warmupEpochs, warmupLearningRate, weightDecay } = config;
    const text = promptedText(task.classNames, { model, words, execution });
    const isLearned = textPrompt === 'learned';
    const fixedText = async (): Promise<Record<string, HostTensor>> => {
      const { rows, columns, data } = await text.run(text.start);
      return { text: { dtype: 'float32', shape: [rows, columns], data } };
    };
    const { parameters, finalLoss, steps } = await tuneOnImages(task, context, {
      methodId: ID,
      settings: config,
      loss: apexLoss({
        model,
        logitScale: task.logitScale,
        text: (learned, constants) =>
          isLearned ? text.encode(learned['context']!, constants) : (constants['text'] as tf.Tensor2D),
      }),
      parameters: {
        ...initialVisualPrompts({ ...visualShape(model, config), seed }),
        ...initialAdapter(model.config.embedDim),
        ...(isLearned && { context: text.start }),
      },
      constants: { ...visualWeights(model).inputs, ...(isLearned ? text.constants : await fixedText()) },
      optimizer: adadelta({ weightDecay }),
      learningRates: (stepsPerEpoch) =>
        warmupCosine({ learningRate, epochs, stepsPerEpoch, warmupEpochs, warmupLearningRate }),
    });
    return await apexClassifier(task.classNames, {
      ...{ model, learned: parameters, words, logitScale: task.logitScale, execution },
      ensemble: config,
      trained: await text.clean(),
      details: { steps, finalLoss },
    });
  },
});

function visualShape(model: TextModel, { visualDepth, visualTokens }: ApexConfig) {
  const { layers, width } = visionTransformerOf(model, ID);
  return { layers: Math.min(visualDepth ?? layers, layers), tokens: visualTokens, width };
}
