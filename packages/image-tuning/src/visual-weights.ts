import { type EncoderModel, type ModelInputs, weightsAsInputs } from '@shotbench/clip';

/** The weights of a model's image encoder, as constants of a training step. */
export function visualWeights({ weights }: Pick<EncoderModel, 'weights'>): ModelInputs {
  return weightsAsInputs(new Map([...weights].filter(([name]) => name.startsWith('visual.'))));
}
