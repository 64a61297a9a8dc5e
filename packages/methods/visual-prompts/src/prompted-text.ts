import { replaceTokens, type TransformerHooks } from '@shotbench/clip';
import type { Matrix } from '@shotbench/few-shot';
import {
  encodePrompts,
  type PromptEncoder,
  promptEncoder,
  type PromptEncoderOptions,
} from '@shotbench/prompt-learning';
import type { ExecutionOptions, HostTensor, tf } from '@shotbench/tensor';

import { textPromptsIn } from './coupled-prompts.ts';

/** The text encoder as a function of the text prompts of its layers, of which the first stands in the texts and the others are found among its tensors. */
export function promptedTextEncoder(
  options: Pick<PromptEncoderOptions, 'model' | 'prompts' | 'contextTokens' | 'chunk'>,
): PromptEncoder {
  return promptEncoder({ ...options, position: 'end', hooks: deepPrompts });
}

/** At every further layer's input the tokens after the start of text are replaced by that layer's own. */
function deepPrompts(tensors: Readonly<Record<string, tf.Tensor>>): TransformerHooks {
  const prompts = textPromptsIn(tensors);
  return {
    enter(tokens, layer) {
      const prompt = layer > 0 ? prompts[layer] : undefined;
      return prompt ? replaceTokens(tokens, 1, prompt) : tokens;
    },
  };
}

/** @returns t [C, D] of learned prompts, not normalised. */
export function encodePromptedText(
  encoder: PromptEncoder,
  learned: Readonly<Record<string, HostTensor>>,
  execution: ExecutionOptions,
): Promise<Matrix> {
  const [first] = textPromptsIn(learned);
  return encodePrompts({ ...encoder, weights: { ...encoder.weights, ...learned } }, first!, execution);
}
