import { type Classifier, type Detail, linearLogits, normalizeRows, type TextModel } from '@shotbench/few-shot';
import type { ExecutionOptions, HostTensor } from '@shotbench/tensor';

import { classPrompts, type NamePosition } from './class-prompts.ts';
import { encodePrompts } from './encode-prompts.ts';
import { type PromptEncoder, promptEncoder } from './prompt-encoder.ts';
import { savePrompts } from './saved-prompts.ts';

export interface PromptClassifierOptions {
  readonly model: TextModel;
  /** v [M, W], or [C, M, W] for exactly these classes. */
  readonly context: HostTensor;
  readonly position: NamePosition;
  /** s */
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
  readonly details?: Readonly<Record<string, Detail>>;
}

/** The classifier s · f · n(t)ᵀ of learned prompts; where all classes share the context, it can be asked for other classes. */
export async function promptClassifier(
  classNames: readonly string[],
  options: PromptClassifierOptions,
): Promise<Classifier> {
  const { model, context, position, logitScale, execution, details = {} } = options;
  const text = normalizeRows(await encodePrompts(encoderFor(classNames, options), context, execution));
  return {
    trainableParameters: context.data.length,
    details,
    logits: linearLogits({ weights: text, scale: logitScale, execution }),
    save: (path) => savePrompts(path, { context, position, backbone: model.backbone }),
    ...(context.shape.length === 2 && { forClasses: ({ classNames: others }) => promptClassifier(others, options) }),
  };
}

/** The text encoder for a context of the given shape. */
export function encoderFor(
  classNames: readonly string[],
  { model, context, position }: Pick<PromptClassifierOptions, 'model' | 'context' | 'position'>,
): PromptEncoder {
  const contextTokens = context.shape.at(-2)!;
  const { contextLength } = model.config.text;
  const prompts = classPrompts(classNames, { tokenizer: model.tokenizer, contextTokens, contextLength });
  return promptEncoder({ model, prompts, contextTokens, position, classSpecific: context.shape.length === 3 });
}
