import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { errorOf } from '@shotbench/errors/testing';

import { loadTokenizer } from './load-tokenizer.ts';
import { slowEncode } from './test/slow-bpe.ts';
import { folderOf, mergesText, tinyVocabulary, tokenizerJson } from './test/tiny-vocabulary.ts';

const vocabulary = tinyVocabulary();
const END = vocabulary.ids.get('<|endoftext|>')!;
const whole = JSON.stringify(tokenizerJson(vocabulary));
const ids = JSON.stringify(Object.fromEntries(vocabulary.ids));
const merges = mergesText(vocabulary);

type Files = Record<string, string | Uint8Array>;

/** The tokenizer.json with something changed. */
function changed(change: (json: ReturnType<typeof tokenizerJson>) => unknown): Files {
  const json = tokenizerJson(vocabulary);
  change(json);
  return { 'tokenizer.json': JSON.stringify(json) };
}

/** vocab.json and merges.txt with other ids. */
function withIds(change: (ids: Record<string, number>) => void): Files {
  const object = Object.fromEntries(vocabulary.ids);
  change(object);
  return { 'vocab.json': JSON.stringify(object), 'merges.txt': merges };
}

const withMerges = (text: string): Files => ({ 'vocab.json': ids, 'merges.txt': text });

const TEXTS = ['a photo of the cat', "CATS're", 'café 😀 aaaaaaa!!!', 'x'.repeat(300)];

describe('loadTokenizer reads', () => {
  it.each<[string, Files]>([
    ['vocab.json and merges.txt', { 'vocab.json': ids, 'merges.txt': merges }],
    ['files with Windows line ends', withMerges(merges.replaceAll('\n', '\r\n'))],
    ["OpenAI's file", { 'bpe_simple_vocab_16e6.txt': merges }],
    ["OpenAI's packed file", { 'bpe_simple_vocab_16e6.txt.gz': gzipSync(merges) }],
    ['merges as pairs', changed((json) => (json.model.merges = vocabulary.merges.map((merge) => [...merge])))],
    [
      'the special tokens in the pattern',
      changed((json) => {
        const pattern = json.pre_tokenizer.pretokenizers[0]!.pattern!;
        pattern.Regex = `<\\|startoftext\\|>|<\\|endoftext\\|>|${pattern.Regex}`;
      }),
    ],
    [
      'an added token that texts never have',
      changed((json) => json.added_tokens.push({ ...json.added_tokens[1]!, id: END + 1, content: '<cat>' })),
    ],
    [
      "OpenCLIP's special tokens",
      { 'tokenizer.json': whole.replaceAll('|startoftext|', 'start_of_text').replaceAll('|endoftext|', 'end_of_text') },
    ],
    ['tokenizer.json before all others', { 'tokenizer.json': whole, 'vocab.json': '{', 'merges.txt': '' }],
  ])('%s', (_, files) => {
    const tokenizer = loadTokenizer(folderOf(files));
    const expected = TEXTS.map((text) => [END - 1, ...slowEncode(text, vocabulary), END]);
    expect(TEXTS.map((text) => tokenizer.encode(text))).toEqual(expected);
    expect(tokenizer.endOfText).toBe(END);
  });

  it('as many merges of a longer file as CLIP takes', () => {
    // 48,894 words of three letters; what lies beyond would be refused.
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const pairs = [...letters].flatMap((a) => [...letters].map((b) => [a, b] as const));
    const lines = [
      ...pairs.map(([a, b]) => `${a} ${b}`),
      ...pairs.flatMap(([a, b]) => [...letters, ...letters.toUpperCase(), ...'0123456789'].map((c) => `${a}${b} ${c}`)),
      ...pairs.flatMap(([a, b]) => [...letters].map((c) => `${a}${b} ${c}</w>`)),
    ];
    expect(lines.length).toBeGreaterThan(48_894);
    const text = `#version: 0.2\n${lines.slice(0, 48_894).join('\n')}\n`;
    const tokenizer = loadTokenizer(folderOf({ 'bpe_simple_vocab_16e6.txt': `${text}no merge at all\n` }), {
      vocabSize: 49_408,
    });
    expect(tokenizer).toMatchObject({ vocabSize: 49_408, startOfText: 49_406, endOfText: 49_407 });
    expect(tokenizer.encode('abc')).toHaveLength(3);
  });
});

describe('loadTokenizer refuses', () => {
  it.each<[string, Files, string, string]>([
    [
      'an empty folder',
      {},
      'TOKENIZER_MISSING',
      'has no tokenizer; expected tokenizer.json, or vocab.json and merges.txt, or bpe_simple',
    ],
    ['ids without merges', { 'vocab.json': ids }, 'TOKENIZER_MISSING', 'has no tokenizer'],
    [
      'bytes that are no text',
      { 'tokenizer.json': Uint8Array.of(0x7b, 0xff) },
      'TOKENIZER_READ',
      'tokenizer.json: The encoded data was not valid',
    ],
    ['what is not packed', { 'bpe_simple_vocab_16e6.txt.gz': merges }, 'TOKENIZER_READ', 'incorrect header check'],
    ['malformed JSON', { 'tokenizer.json': whole.slice(0, -1) }, 'TOKENIZER_JSON', 'tokenizer.json is not JSON: '],
    ['malformed ids', { 'vocab.json': '{"a":', 'merges.txt': merges }, 'TOKENIZER_JSON', 'vocab.json is not JSON: '],
    [
      'a list of ids',
      { 'vocab.json': '[1]', 'merges.txt': merges },
      'TOKENIZER_IDS',
      'vocab.json is no JSON object; expected {"token": id',
    ],
    [
      'an id that is text',
      withIds((o) => Object.assign(o, { a: 'b' })),
      'TOKENIZER_IDS',
      'vocab.json is an object with no number for "a"',
    ],
    [
      'an id twice',
      withIds((o) => (o['a'] = 65)),
      'TOKENIZER_IDS',
      'token "b" has id 65, as has "a"; expected the whole numbers',
    ],
    [
      'an id too high',
      withIds((o) => (o['a'] = 9999)),
      'TOKENIZER_IDS',
      `token "a" has id 9999; expected the whole numbers from 0 to ${END}`,
    ],
    ['a negative id', withIds((o) => (o['a'] = -1)), 'TOKENIZER_IDS', 'token "a" has id -1'],
    ['a broken id', withIds((o) => (o['a'] = 64.5)), 'TOKENIZER_IDS', 'token "a" has id 64.5'],
    [
      'another id for an added token',
      changed((json) => (json.added_tokens[0]!.id = 3)),
      'TOKENIZER_IDS',
      `added token "<|startoftext|>" has id 3, but ${END - 1} in model.vocab`,
    ],
    [
      'no end of text',
      withIds((o) => {
        delete o['<|endoftext|>'];
      }),
      'TOKENIZER_SPECIAL',
      'vocab.json lacks the tokens for start and end of text; expected <|startoftext|> and <|endoftext|>, or <start_of_text>',
    ],
    [
      'an end of text that is not the largest',
      withIds((o) => Object.assign(o, { '<|startoftext|>': END, '<|endoftext|>': END - 1 })),
      'TOKENIZER_SPECIAL',
      `vocab.json: <|endoftext|> has id ${END - 1}, but "<|startoftext|>" has ${END}; expected the end of text to be the largest`,
    ],
    [
      'a vocabulary without some byte',
      withIds((o) => {
        o['spare'] = o['Ġ</w>']!;
        delete o['Ġ</w>'];
      }),
      'TOKENIZER_BYTES',
      'vocab.json lacks the token "Ġ</w>", so there are texts that it cannot encode',
    ],
    [
      'merges of unknown tokens',
      withMerges(`${merges}x y\n`),
      'TOKENIZER_MERGES',
      '"x y", needs the token "xy", which is not in the vocabulary',
    ],
    [
      'merges of unknown parts',
      withMerges(`${merges}qq ca\n`),
      'TOKENIZER_MERGES',
      'merges.txt: merge 39, "qq ca", needs the token "qq"',
    ],
    [
      'a merge of one part',
      withMerges(`${merges}cat\n`),
      'TOKENIZER_MERGES',
      'merges.txt: line 40 is "cat"; expected two tokens',
    ],
    ['an empty line', withMerges(`${merges}\nc a\n`), 'TOKENIZER_MERGES', 'merges.txt: line 40 is ""'],
    ['a merge twice', withMerges(`${merges}c a\n`), 'TOKENIZER_MERGES', 'merge 39, "c a", is listed before'],
    [
      'merges without their first line',
      withMerges(merges.slice(14)),
      'TOKENIZER_MERGES',
      'merges.txt begins with "c a"; expected a line with #version',
    ],
    ['an empty file of merges', withMerges(''), 'TOKENIZER_MERGES', 'merges.txt begins with ""'],
    [
      'the same token made twice',
      { 'bpe_simple_vocab_16e6.txt': '#version: 0.2\na b\nab c\nb c\na bc\n' },
      'TOKENIZER_MERGES',
      'bpe_simple_vocab_16e6.txt: line 5 makes "abc", which is there before',
    ],
    ['another kind of model', changed((json) => (json.model.type = 'Unigram')), 'TOKENIZER_KIND', 'model.type: '],
    [
      'no model',
      changed((json) => Reflect.deleteProperty(json, 'model')),
      'TOKENIZER_KIND',
      "tokenizer.json is not a tokenizer of CLIP's kind: model: ",
    ],
    [
      'words without an end',
      changed((json) => Reflect.deleteProperty(json.model, 'end_of_word_suffix')),
      'TOKENIZER_KIND',
      'model.end_of_word_suffix: ',
    ],
    [
      'another pattern',
      changed((json) => (json.pre_tokenizer.pretokenizers[0]!.pattern!.Regex = '(a+)+$')),
      'TOKENIZER_KIND',
      "expected CLIP's pattern",
    ],
    [
      'text that is not lower-cased',
      changed((json) => json.normalizer.normalizers.pop()),
      'TOKENIZER_KIND',
      'expected one of type Lowercase',
    ],
    [
      'another normaliser',
      changed((json) => json.normalizer.normalizers.push({ type: 'StripAccents' })),
      'TOKENIZER_KIND',
      'normalizer.normalizers.3',
    ],
    [
      'a space in front',
      changed((json) => (json.pre_tokenizer.pretokenizers[1]!.add_prefix_space = true)),
      'TOKENIZER_KIND',
      'add_prefix_space',
    ],
    ['merges that are no pairs', changed((json) => json.model.merges.push(['a'])), 'TOKENIZER_KIND', 'model.merges.38'],
  ])('%s', (_, files, code, message) => {
    const folder = folderOf(files);
    const error = errorOf(() => loadTokenizer(folder));
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(error.message).toContain(folder);
    expect(error.message).not.toContain('\n');
  });

  it('more tokens than the model embeds', () => {
    const folder = folderOf({ 'tokenizer.json': whole });
    expect(loadTokenizer(folder, { vocabSize: END + 1 }).vocabSize).toBe(END + 1);
    expect(errorOf(() => loadTokenizer(folder, { vocabSize: END })).message).toContain(
      `tokenizer.json has ${END + 1} tokens, but the model embeds ${END}; expected no more`,
    );
  });
});
