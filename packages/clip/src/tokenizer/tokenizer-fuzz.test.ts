import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { ShotbenchError } from '@shotbench/errors';
import { describe, expect, it } from 'vitest';

import type { ClipTokenizer } from './clip-tokenizer.ts';
import { loadTokenizer } from './load-tokenizer.ts';
import { anyText, mutateBytes, mutateJson, mutateLines, randomBelow } from './test/mutate.ts';
import { clean, joinEverywhere, pieces, slowEncode, SYMBOLS, type SlowVocabulary } from './test/slow-bpe.ts';
import { folderOf, mergesText, tinyVocabulary, tokenizerJson } from './test/tiny-vocabulary.ts';

const vocabulary = tinyVocabulary();
const [START, END] = [vocabulary.ids.get('<|startoftext|>')!, vocabulary.ids.get('<|endoftext|>')!];
const TEXTS = ["a photo of the cat's", 'banana aaaaaaaa', 'CAFÉ 😀!!!!! 42', '\u2028\0\u00ad漢字'];

/** The tokenizer, or undefined where it is refused with one clear line that names the file. */
function loadOrRefuse(folder: string): ClipTokenizer | undefined {
  try {
    return loadTokenizer(folder);
  } catch (error) {
    if (!(error instanceof ShotbenchError)) throw error;
    expect(error.message).toContain(folder);
    expect(error.message).not.toMatch(/[\n\r]/);
    expect(error.message.length).toBeLessThan(1500);
    expect(error.code).toMatch(/^TOKENIZER_/);
    return undefined;
  }
}

/** A tokenizer that was not refused encodes as its files say, when read in the plainest way. */
function expectRight(tokenizer: ClipTokenizer, { ids, merges }: SlowVocabulary): void {
  expect(tokenizer.vocabSize).toBe(ids.size);
  for (const text of TEXTS) {
    const expected = [tokenizer.startOfText, ...slowEncode(text, { ids, merges }), tokenizer.endOfText];
    expect(tokenizer.encode(text)).toEqual(expected);
    expect(Math.max(...expected.slice(0, -1))).toBeLessThan(tokenizer.endOfText);
  }
}

type Pair = [string, string];
interface TokenizerFile {
  added_tokens?: { id: number; content: string }[] | null;
  model: { vocab: Record<string, number>; merges: (string | Pair)[] };
}
const pairsOf = (text: string): Pair[] =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(' ') as Pair);

/** Loads `count` mutations of the files of a folder, and counts those that are not refused. */
function loadMutations(count: number, mutate: (i: number, folder: string) => () => SlowVocabulary): number {
  const folder = folderOf({});
  let accepted = 0;
  for (let i = 0; i < count; i++) {
    const expected = mutate(i, folder);
    const tokenizer = loadOrRefuse(folder);
    if (tokenizer === undefined) continue;
    accepted++;
    expectRight(tokenizer, expected());
  }
  return accepted;
}

/** Much longer than it takes, for machines that do other things besides. */
const timeout = 120_000;

describe('mutated files are refused or read as they say:', { timeout }, () => {
  const json = tokenizerJson(vocabulary);
  const jsonBytes = Buffer.from(JSON.stringify(json));
  const ids = Object.fromEntries(vocabulary.ids);
  const idsBytes = Buffer.from(JSON.stringify(ids));
  const merges = mergesText(vocabulary);

  it('tokenizer.json', () => {
    const below = randomBelow(1);
    const accepted = loadMutations(1500, (i, folder) => {
      const mutated =
        i % 2 === 0 ? mutateBytes(jsonBytes, below) : Buffer.from(JSON.stringify(mutateJson(json, below)) ?? '');
      writeFileSync(join(folder, 'tokenizer.json'), mutated);
      return () => {
        const { model, added_tokens: added } = JSON.parse(mutated.toString()) as TokenizerFile;
        const read = new Map(Object.entries(model.vocab));
        for (const token of added ?? []) read.set(token.content, token.id);
        return { ids: read, merges: model.merges.map((m) => (typeof m === 'string' ? (m.split(' ') as Pair) : m)) };
      };
    });
    expect(accepted).toBeGreaterThan(60);
    expect(accepted).toBeLessThan(1200);
  });

  it('vocab.json', () => {
    const below = randomBelow(2);
    const accepted = loadMutations(1500, (i, folder) => {
      const mutated =
        i % 2 === 0 ? mutateBytes(idsBytes, below) : Buffer.from(JSON.stringify(mutateJson(ids, below)) ?? '');
      writeFileSync(join(folder, 'vocab.json'), mutated);
      writeFileSync(join(folder, 'merges.txt'), merges);
      return () => ({
        ids: new Map(Object.entries(JSON.parse(mutated.toString()) as Record<string, number>)),
        merges: vocabulary.merges,
      });
    });
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(1200);
  });

  it('merges.txt', () => {
    const below = randomBelow(3);
    const accepted = loadMutations(1500, (i, folder) => {
      const mutated = i % 3 === 0 ? mutateBytes(Buffer.from(merges), below) : Buffer.from(mutateLines(merges, below));
      writeFileSync(join(folder, 'vocab.json'), idsBytes);
      writeFileSync(join(folder, 'merges.txt'), mutated);
      return () => ({ ids: vocabulary.ids, merges: pairsOf(mutated.toString()) });
    });
    expect(accepted).toBeGreaterThan(60);
    expect(accepted).toBeLessThan(1200);
  });

  it("OpenAI's file, packed and not", () => {
    const below = randomBelow(4);
    const packed = gzipSync(merges);
    const accepted = loadMutations(1500, (i, folder) => {
      const mutated = i % 2 === 0 ? gzipSync(mutateLines(merges, below)) : mutateBytes(packed, below);
      writeFileSync(join(folder, 'bpe_simple_vocab_16e6.txt.gz'), mutated);
      return () => {
        const pairs = pairsOf(gunzipSync(mutated).toString());
        const tokens = [...SYMBOLS, ...SYMBOLS.map((s) => `${s}</w>`), ...pairs.map((pair) => pair.join(''))];
        const all = [...tokens, '<|startoftext|>', '<|endoftext|>'];
        return { ids: new Map(all.map((token, id) => [token, id])), merges: pairs };
      };
    });
    expect(accepted).toBeGreaterThan(60);
    expect(accepted).toBeLessThan(1200);
  });
});

describe('any text', { timeout }, () => {
  it('is encoded as the slow tokenizer does and comes back, or is refused', () => {
    const tokenizer = loadTokenizer(folderOf({ 'tokenizer.json': JSON.stringify(tokenizerJson(vocabulary)) }));
    const below = randomBelow(5);
    let refused = 0;
    for (let i = 0; i < 4_000; i++) {
      const text = anyText(below);
      // What Buffer changes is not Unicode; a special token may not be inside a text.
      const isPlain = Buffer.from(text).toString() === text && !/<\|(start|end)oftext\|>/i.test(text);
      if (!isPlain) {
        refused++;
        expect(() => tokenizer.encode(text)).toThrow(ShotbenchError);
        continue;
      }
      const ids = tokenizer.encode(text);
      const expected = slowEncode(text, vocabulary);
      expect(ids).toEqual([START, ...expected, END]);
      if (text.length < 100) expect(slowEncode(text, vocabulary, joinEverywhere)).toEqual(expected);

      const decoded = tokenizer.decode(ids);
      expect(decoded).toBe(pieces(clean(text)).join(' '));
      expect(tokenizer.encode(decoded)).toEqual(ids);

      const row = tokenizer.tokenize([text], { contextLength: 16, truncate: true });
      const end = row.endOfText[0]!;
      expect(row.ids).toHaveLength(16);
      expect([...row.ids.subarray(0, end), END]).toEqual(ids.length <= 16 ? ids : [...ids.slice(0, 15), END]);
      expect(row.ids.indexOf(Math.max(...row.ids))).toBe(end);
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(1000);
  });

  it('of the greatest length is encoded at once', () => {
    const tokenizer = loadTokenizer(folderOf({ 'tokenizer.json': JSON.stringify(tokenizerJson(vocabulary)) }));
    let took = 0;
    for (const unit of ['a', '!', 'ab ', '漢', "'s"]) {
      const text = unit.repeat(Math.floor(100_000 / unit.length));
      const began = performance.now();
      const ids = tokenizer.encode(text);
      took += performance.now() - began;
      expect(tokenizer.decode(ids)).toBe(pieces(clean(text)).join(' '));
    }
    // Some tenths of a second; were it quadratic, it would be minutes.
    expect(took).toBeLessThan(20_000);
  });
});
