import { type EncoderModel, imageEncoder } from '@shotbench/clip';
import { visualWeights } from '@shotbench/image-tuning';
import { encodeChunks, type PromptEncoder } from '@shotbench/prompt-learning';
import { type Loss, softmaxCrossEntropy, tf, unitLength } from '@shotbench/tensor';

import { coupledPromptsIn, textPromptsIn } from './coupled-prompts.ts';

export interface MapleLossOptions {
  readonly model: EncoderModel;
  /** Of the classes that are trained on, as `promptedTextEncoder` makes it. */
  readonly text: PromptEncoder;
  /** s */
  readonly logitScale: number;
}

/** Mean cross-entropy of s · n(f(x, V)) · n(t(P))ᵀ as a function of text prompts P and of the maps that make the visual prompts V of them. */
export function mapleLoss({ model, text, logitScale }: MapleLossOptions): Loss {
  const encodeImage = imageEncoder(model.config);
  const { lookup } = visualWeights(model);
  return ({ parameters, constants, batch }) => {
    const images = encodeImage(lookup(constants), batch['pixels']!, { prompts: coupledPromptsIn(parameters) }); // [B, D]
    const [first] = textPromptsIn(parameters);
    const texts = encodeChunks(text, first!, { ...constants, ...parameters }); // [C, D]
    const cosines = tf.matMul(unitLength(images), unitLength(texts), false, true); // [B, C]
    return softmaxCrossEntropy(tf.mul(cosines, logitScale), batch['labels']!);
  };
}
