import { errorOf } from '@shotbench/errors/testing';
import { syntheticTextModel } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { classPrompts } from './class-prompts.ts';
import { wordPrompts } from './word-prompts.ts';

const model = syntheticTextModel({ text: { contextLength: 16 } });
const { tokenizer } = model;

describe('wordPrompts', () => {
  it('leaves the tokens of the words after those that are learned in front of the name', () => {
    const { startOfText, names, rests } = wordPrompts(['ox', 'sea_cow'], { model, words: 'a pet', contextTokens: 3 });
    expect(startOfText).toBe(tokenizer.startOfText);
    // A token is a byte: "a", "p" and "e" are learned.
    expect(names.map((ids) => tokenizer.decode(ids))).toEqual(['t ox', 't sea cow']);
    const learnedWords = tokenizer.encode('a pet').slice(1, 4);
    const whole = names.map((name, at) => [startOfText, ...learnedWords, ...name, ...rests[at]!]);
    expect(whole).toEqual(['a pet ox.', 'a pet sea cow.'].map((text) => tokenizer.encode(text)));
  });

  it('has the name alone where there are no words, or where all of them are learned', () => {
    const plain = classPrompts(['ox'], { tokenizer, contextTokens: 4, contextLength: 16 });
    expect(wordPrompts(['ox'], { model, words: null, contextTokens: 4 })).toEqual(plain);
    expect(wordPrompts(['ox'], { model, words: 'a pet', contextTokens: 4 })).toEqual(plain);
  });

  it.each([
    [
      'words of fewer tokens',
      'ox',
      'pet',
      4,
      'PROMPT_WORDS',
      'the words "pet" have 3 tokens, but the first 4 are to be',
    ],
    [
      'a word of one token',
      'ox',
      'a',
      2,
      'PROMPT_WORDS',
      'the words "a" have 1 token, but the first 2 are to be learned',
    ],
    ['words without tokens', 'ox', ' ', 1, 'PROMPT_WORDS', 'have no tokens'],
    [
      'names that leave the words no room',
      'elephant',
      'photo',
      2,
      'PROMPT_LENGTH',
      'the prompt of class "elephant" has 16 tokens with 5 of context',
    ],
  ])('refuses %s', (_, name, words, contextTokens, code, message) => {
    const small = { ...model, config: { ...model.config, text: { ...model.config.text, contextLength: 15 } } };
    const error = errorOf(() => wordPrompts([name], { model: small, words, contextTokens }));
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
