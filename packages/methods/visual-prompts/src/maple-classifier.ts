import { type Classifier, linearLogits, normalizeRows, type TextModel } from '@shotbench/few-shot';
import { tunedImages, type TunedImagesOptions } from '@shotbench/image-tuning';
import { wordPrompts } from '@shotbench/prompt-learning';
import type { ExecutionOptions, HostTensor } from '@shotbench/tensor';

import type { MapleConfig } from './config.ts';
import { coupledPromptsIn } from './coupled-prompts.ts';
import { encodePromptedText, promptedTextEncoder } from './prompted-text.ts';

export interface MapleClassifierOptions {
  readonly model: TextModel;
  /** Text prompts and the maps that make the visual ones of them. */
  readonly learned: Readonly<Record<string, HostTensor>>;
  readonly config: Pick<MapleConfig, 'words' | 'promptTokens'>;
  /** s */
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
  readonly details: Classifier['details'];
}

type Encode = NonNullable<Classifier['encode']>;

/** A classifier of any classes; images are encoded once, whichever these are. */
export async function mapleClassifier(
  classNames: readonly string[],
  options: MapleClassifierOptions,
  encode: Encode = promptedImages(options),
): Promise<Classifier> {
  const { model, learned, logitScale, execution, details } = options;
  const text = await encodePromptedText(textEncoderFor(classNames, model, options.config), learned, execution);
  return {
    trainableParameters: Object.values(learned).reduce((sum, { data }) => sum + data.length, 0),
    details,
    encode,
    logits: linearLogits({ weights: normalizeRows(text), scale: logitScale, execution }),
    forClasses: ({ classNames: others }) => mapleClassifier(others, options, encode),
  };
}

/**
 * The text encoder for texts "WORDS NAME." with learned tokens.
 * @throws ShotbenchError as `wordPrompts`.
 */
export function textEncoderFor(
  classNames: readonly string[],
  model: TextModel,
  { words, promptTokens: contextTokens }: MapleClassifierOptions['config'],
) {
  return promptedTextEncoder({
    model,
    prompts: wordPrompts(classNames, { model, words, contextTokens }),
    contextTokens,
  });
}

/** n(f) [N, D] of pixels [N, 3, S, S]. */
export function promptedImages(options: Pick<TunedImagesOptions, 'model' | 'learned' | 'execution'>): Encode {
  return tunedImages({ ...options, tuning: (learned) => ({ prompts: coupledPromptsIn(learned) }) });
}
