import type { TextModel } from '@shotbench/few-shot';

import { classPrompts } from './class-prompts.ts';
import type { ContextSettings } from './context-settings.ts';
import { wordIds } from './initial-context.ts';

/**
 * Checks names that a classifier will be told later, before it is learned; a `Method`'s `checkClasses`.
 * @throws ShotbenchError as `classPrompts`.
 */
export function checkClassNames(
  classNames: readonly string[],
  { words, contextTokens }: Pick<ContextSettings, 'words' | 'contextTokens'>,
  { tokenizer, config }: TextModel,
): void {
  const tokens = words === null ? contextTokens : wordIds(tokenizer, words).length;
  classPrompts(classNames, { tokenizer, contextTokens: tokens, contextLength: config.text.contextLength });
}
