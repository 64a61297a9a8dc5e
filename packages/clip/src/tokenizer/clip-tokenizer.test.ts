import { describe, expect, it } from 'vitest';

import { errorOf } from '@shotbench/errors/testing';

import { BYTE_OF, BYTE_SYMBOLS } from './byte-symbols.ts';
import type { ClipTokenizer } from './clip-tokenizer.ts';
import { loadTokenizer } from './load-tokenizer.ts';
import { joinEverywhere, slowEncode, SYMBOLS } from './test/slow-bpe.ts';
import { folderOf, tinyVocabulary, tokenizerJson } from './test/tiny-vocabulary.ts';

const vocabulary = tinyVocabulary();
const [START, END] = [vocabulary.ids.get('<|startoftext|>')!, vocabulary.ids.get('<|endoftext|>')!];

function tiny(): ClipTokenizer {
  return loadTokenizer(folderOf({ 'tokenizer.json': JSON.stringify(tokenizerJson(vocabulary)) }));
}

/** The tokens of a text, without start and end. */
function tokens(text: string): string[] {
  const names = new Map([...vocabulary.ids].map(([token, id]) => [id, token]));
  return tiny()
    .encode(text)
    .slice(1, -1)
    .map((id) => names.get(id)!);
}

describe('the symbols of bytes', () => {
  it('are those of an independent table, in its order', () => {
    expect(BYTE_SYMBOLS).toEqual(SYMBOLS);
    expect(new Set(BYTE_SYMBOLS).size).toBe(256);
  });

  it('are as GPT-2 and CLIP have them', () => {
    const known = {
      '!': 0x21,
      '~': 0x7e,
      '¡': 0xa1,
      ÿ: 0xff,
      Ā: 0,
      Ċ: 0x0a,
      Ġ: 0x20,
      ġ: 0x7f,
      Ģ: 0x80,
      ł: 0xa0,
      Ń: 0xad,
    };
    for (const [symbol, byte] of Object.entries(known)) expect(BYTE_OF.get(symbol)).toBe(byte);
    // In CLIP "a" at the end of a word is token 320, as in the ids of "a photo of a", 49406 320 1125 539 320 49407.
    expect(BYTE_SYMBOLS.indexOf('a') + 256).toBe(320);
    expect(vocabulary.ids.get('a</w>')).toBe(320);
  });
});

describe('encode', () => {
  it.each<[string, string[]]>([
    ['a photo of the cat', ['a</w>', 'photo</w>', 'of</w>', 'the</w>', 'cat</w>']],
    ['  A\tPhoto\n\u3000of  THE\u0085cat ', ['a</w>', 'photo</w>', 'of</w>', 'the</w>', 'cat</w>']],
    ["the cat's", ['the</w>', 'cat</w>', "'s</w>"]],
    ["cats're", ['cats</w>', "'re</w>"]],
    ['caf\u00e9', ['cafÃ©</w>']],
    ['cafe\u0301', ['cafÃ©</w>']],
    ['😀', ['ðŁĺĢ</w>']],
    ['42', ['4</w>', '2</w>']],
    ['cat!!!!!', ['cat</w>', '!!!!', '!</w>']],
    ['aaaaa', ['aaaa', 'a</w>']],
    ['banana', ['banana</w>']],
    ['</w>', ['<', '/</w>', 'w</w>', '></w>']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('puts start and end around a text', () => {
    const tokenizer = tiny();
    expect(tokenizer.encode('a')).toEqual([START, 320, END]);
    expect(tokenizer).toMatchObject({ vocabSize: vocabulary.ids.size, startOfText: START, endOfText: END });
  });

  it('joins as OpenAI does', () => {
    const tokenizer = tiny();
    for (const text of ['aaaaaaa aaaaaa aaaaa', 'banana bananan', '!!!!!!!!', "the cat's café 😀😀", 'phothotophoto']) {
      const expected = slowEncode(text, vocabulary, joinEverywhere);
      expect(tokenizer.encode(text)).toEqual([START, ...expected, END]);
    }
  });

  it.each<[string, string, string]>([
    ['half a surrogate pair', 'a \ud83d cat', 'text "a \\ud83d cat" has half a surrogate pair at position 2'],
    ['the end of text within', 'a <|endoftext|> cat', 'contains <|endoftext|>; expected plain text'],
    ['the start of text in capitals', '<|StartOfText|>', 'contains <|startoftext|>'],
    ['a whole book', 'a '.repeat(50_001), 'has 100002 characters; expected a prompt, of at most 100000'],
  ])('refuses %s', (_, text, message) => {
    const tokenizer = tiny();
    const error = errorOf(() => tokenizer.encode(text));
    expect(error).toMatchObject({ code: 'TOKENIZER_TEXT', message: expect.stringContaining(message) });
    expect(error.message.length).toBeLessThan(300);
  });
});

describe('tokenize', () => {
  it('pads with zeros and says where texts end, by largest and by first end', () => {
    const { ids, endOfText } = tiny().tokenize(['the cat', '', 'a cat of the cat'], { contextLength: 7 });
    const { ids: of } = vocabulary;
    const [a, cat, the, ofId] = ['a</w>', 'cat</w>', 'the</w>', 'of</w>'].map((token) => of.get(token)!);
    expect([...ids]).toEqual([
      START,
      the,
      cat,
      END,
      0,
      0,
      0,
      START,
      END,
      0,
      0,
      0,
      0,
      0,
      START,
      a,
      cat,
      ofId,
      the,
      cat,
      END,
    ]);
    expect([...endOfText]).toEqual([3, 1, 6]);
    for (let row = 0; row < 3; row++) {
      const line = [...ids.subarray(row * 7, row * 7 + 7)];
      expect(line.indexOf(Math.max(...line))).toBe(endOfText[row]);
      expect(line.indexOf(END)).toBe(endOfText[row]);
    }
  });

  it('of nothing is nothing', () => {
    expect(tiny().tokenize([], { contextLength: 77 })).toEqual({
      ids: new Int32Array(0),
      endOfText: new Int32Array(0),
    });
  });

  it('refuses what does not fit, naming the text, its length and the limit', () => {
    const tokenizer = tiny();
    expect(tokenizer.tokenize(['a '.repeat(75)], { contextLength: 77 }).endOfText[0]).toBe(76);
    const error = errorOf(() => tokenizer.tokenize(['the cat', 'a '.repeat(76)], { contextLength: 77 }));
    expect(error.code).toBe('TOKENIZER_LENGTH');
    expect(error.message).toBe(
      `text "${'a '.repeat(30)}"… has 78 tokens; expected at most the 77 that the model reads, start and end included; shorten it, or ask for it to be truncated`,
    );
  });

  it('truncates on demand, and the end stays', () => {
    const tokenizer = tiny();
    const { ids, endOfText } = tokenizer.tokenize(['the cat of the cat'], { contextLength: 4, truncate: true });
    expect([...ids]).toEqual([...tokenizer.encode('the cat').slice(0, 3), END]);
    expect([...endOfText]).toEqual([3]);
  });

  it.each([1, 0, -1, 7.5, NaN, Infinity])('refuses a context of %d', (contextLength) => {
    const tokenizer = tiny();
    expect(errorOf(() => tokenizer.tokenize(['a'], { contextLength })).code).toBe('TOKENIZER_CONTEXT');
  });
});

describe('decode', () => {
  it('gives the cleaned text back, words and other characters apart', () => {
    const tokenizer = tiny();
    expect(tokenizer.decode(tokenizer.encode("A Photo  of the cat's CAFÉ, 😀 42!!"))).toBe(
      "a photo of the cat 's café , 😀 4 2 !!",
    );
  });

  it('stops at the end, before the padding', () => {
    const tokenizer = tiny();
    expect(tokenizer.decode(tokenizer.tokenize(['a cat'], { contextLength: 9 }).ids)).toBe('a cat');
    expect(tokenizer.decode([])).toBe('');
  });

  it.each([-1, 0.5, NaN, 1e9])('refuses %d', (id) => {
    const tokenizer = tiny();
    expect(errorOf(() => tokenizer.decode([320, id]))).toMatchObject({
      code: 'TOKENIZER_IDS',
      message: `id ${id} is not in the vocabulary; expected ids of text, from 0 to ${END}`,
    });
  });
});
