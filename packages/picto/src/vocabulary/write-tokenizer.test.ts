import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { loadTokenizer } from '@shotbench/clip';
import { codeOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { jsonFolder } from '../sources/test/packages.ts';
import { BASE_TOKENS, tokenizerJson } from './tokenizer-json.ts';
import { joined, trainBpe } from './train-bpe.ts';
import { wordCounts } from './word-counts.ts';
import { writeTokenizer } from './write-tokenizer.ts';

const TEXTS = ["A photo of the dog's bone, 143!", 'piñata, Piñata', 'photo photos phone', 'the then there 😀'];

describe('wordCounts', () => {
  it("cuts and spells words as CLIP's tokenizer does", () => {
    expect(Object.fromEntries(wordCounts(["Dog dog's 42, é😀"]))).toEqual({
      'd o g</w>': 2,
      "' s</w>": 1,
      '4</w>': 1,
      '2</w>': 1,
      ',</w>': 1,
      'Ã ©</w>': 1,
      'ð Ł ĺ Ģ</w>': 1,
    });
  });
});

describe('a learnt vocabulary', () => {
  it('encodes every word as the merges left it', () => {
    const counts = wordCounts(TEXTS);
    const merges = trainBpe(counts, 25);
    const folder = jsonFolder({ 'tokenizer.json': tokenizerJson(merges) });
    const tokenizer = loadTokenizer(folder);
    expect(tokenizer.vocabSize).toBe(BASE_TOKENS + 25);
    expect(tokenizer.endOfText).toBe(tokenizer.vocabSize - 1);
    const { model } = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as {
      model: { vocab: Record<string, number> };
    };
    for (const word of counts.keys()) {
      const left = merges.reduce((symbols, [a, b]) => joined(symbols, a, b), word.split(' '));
      const text = tokenizer.decode(left.map((symbol) => model.vocab[symbol]!));
      expect(tokenizer.encode(text).slice(1, -1)).toEqual(left.map((symbol) => model.vocab[symbol]));
    }
  });

  it('is written as a file that names its hash', () => {
    const folder = jsonFolder({});
    const hash = writeTokenizer(folder, TEXTS);
    expect(sha256(readFileSync(join(folder, 'tokenizer.json')))).toBe(hash);
    const tokenizer = loadTokenizer(folder);
    for (const text of TEXTS)
      expect(tokenizer.decode(tokenizer.encode(text))).toContain(text.toLowerCase().split(/\W/)[0]);
  });

  it('is not changed beside weights that were trained with it', () => {
    const folder = jsonFolder({});
    const hash = writeTokenizer(folder, TEXTS);
    writeFileSync(join(folder, 'model.safetensors'), '');
    expect(writeTokenizer(folder, TEXTS)).toBe(hash);
    expect(codeOf(() => writeTokenizer(folder, ['other', 'texts']))).toBe('PICTO_TOKENIZER');
    expect(sha256(readFileSync(join(folder, 'tokenizer.json')))).toBe(hash);
  });
});
