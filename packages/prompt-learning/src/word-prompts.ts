import { ShotbenchError } from '@shotbench/errors';
import type { TextModel } from '@shotbench/few-shot';

import { type ClassPrompts, classPrompts } from './class-prompts.ts';
import { wordIds } from './initial-context.ts';

export interface WordPromptsOptions {
  readonly model: Pick<TextModel, 'tokenizer' | 'config'>;
  /** Words in front of every name; null where learned tokens stand there alone. */
  readonly words: string | null;
  /** M, how many tokens are learned: the first of the words, or all that stand before a name. */
  readonly contextTokens: number;
}

/**
 * The prompts "WORDS NAME." of which the first M tokens of the words are learned. The other words count as part of each name.
 *
 * @throws ShotbenchError `PROMPT_WORDS` for words of no token or of fewer than M, and those of `classPrompts`.
 */
export function wordPrompts(classNames: readonly string[], options: WordPromptsOptions): ClassPrompts {
  const { model, words, contextTokens } = options;
  const { tokenizer, config } = model;
  const ids = words === null ? [] : wordIds(tokenizer, words);
  if (words !== null && ids.length < contextTokens) throw tooFew(words, ids.length, contextTokens);
  const { names, ...prompts } = classPrompts(classNames, {
    tokenizer,
    contextTokens: Math.max(contextTokens, ids.length),
    contextLength: config.text.contextLength,
  });
  const fixed = ids.slice(contextTokens);
  return { ...prompts, names: names.map((name) => [...fixed, ...name]) };
}

function tooFew(words: string, tokens: number, contextTokens: number): ShotbenchError {
  return new ShotbenchError(
    'PROMPT_WORDS',
    `the words ${JSON.stringify(words)} have ${tokens} ${tokens === 1 ? 'token' : 'tokens'}, but the first ${contextTokens} are to be learned; ` +
      'expected at least as many; use more words, fewer learned tokens, or noise instead of words (null)',
  );
}
