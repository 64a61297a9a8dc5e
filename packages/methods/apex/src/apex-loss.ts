import { type EncoderModel, imageEncoder } from '@shotbench/clip';
import { visualPromptsIn, visualWeights } from '@shotbench/image-tuning';
import { type Loss, softmaxCrossEntropy, tf, unitLength } from '@shotbench/tensor';

import { adapted } from './text-adapter.ts';

type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface ApexLossOptions {
  readonly model: EncoderModel;
  readonly logitScale: number;
  /** t̃ [C, D] as a function of parameters and constants. */
  readonly text: (parameters: Tensors, constants: Tensors) => tf.Tensor2D;
}

/** Cross-entropy of n(z) and n(t̃ A + b), without any ensemble: z with visual prompts, t̃ with the text prompt (`trainers/apex.py`). */
export function apexLoss({ model, logitScale, text }: ApexLossOptions): Loss {
  const encodeImage = imageEncoder(model.config);
  const { lookup } = visualWeights(model);
  return ({ parameters, constants, batch }) => {
    const images = encodeImage(lookup(constants), batch['pixels']!, { prompts: visualPromptsIn(parameters) }); // [B, D]
    const texts = adapted(text(parameters, constants), parameters); // [C, D]
    const cosines = tf.matMul(unitLength(images), unitLength(texts), false, true);
    return softmaxCrossEntropy(tf.mul(cosines, logitScale), batch['labels']!);
  };
}
