import { errorOf } from '@shotbench/errors/testing';
import { syntheticTextModel } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { classPrompts } from './class-prompts.ts';

const { tokenizer } = syntheticTextModel();
const prompts = (names: string[], contextTokens = 4, contextLength = 12) =>
  classPrompts(names, { tokenizer, contextTokens, contextLength });

describe('classPrompts', () => {
  it('cuts a prompt into name and rest', () => {
    const { startOfText, names, rests } = prompts(['cat', 'sea_ox']);
    expect(startOfText).toBe(tokenizer.startOfText);
    expect(names.map((ids) => tokenizer.decode(ids))).toEqual(['cat', 'sea ox']);
    for (const rest of rests) {
      expect(tokenizer.decode(rest)).toBe('.');
      expect(rest.at(-1)).toBe(tokenizer.endOfText);
    }
  });

  it.each<[string, string[], number, string, string]>([
    ['an empty name', ['cat', ''], 4, 'PROMPT_CLASS', 'class 1 is called ""; expected a name'],
    ['a blank name', [' '], 4, 'PROMPT_CLASS', 'class 0 is called " "'],
    [
      'a name that is too long',
      ['ox', 'elephant'],
      4,
      'PROMPT_LENGTH',
      'the prompt of class "elephant" has 15 tokens with 4 of context; expected at most 12',
    ],
    ['no context', ['ox'], 0, 'PROMPT_CONTEXT', '0 context tokens do not fit a text encoder of 12 tokens; expected'],
    ['half a token', ['ox'], 1.5, 'PROMPT_CONTEXT', 'expected a whole number from 1 to 8'],
    ['a context that leaves no room', ['ox'], 9, 'PROMPT_CONTEXT', 'so that a class name has room'],
    ['half a character', ['\ud800'], 4, 'TOKENIZER_TEXT', 'half a surrogate pair'],
    ['a special token', ['<|endoftext|>'], 4, 'TOKENIZER_TEXT', 'contains <|endoftext|>'],
  ])('refuses %s', (_, names, contextTokens, code, message) => {
    const error = errorOf(() => prompts(names, contextTokens));
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
