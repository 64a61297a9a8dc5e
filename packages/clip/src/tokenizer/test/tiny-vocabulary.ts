import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { type SlowVocabulary, SYMBOLS } from './slow-bpe.ts';

/** Merges in the order in which they might have been learnt, for words, contractions, digits, and characters of several bytes. */
const MERGES = [
  'c a',
  'ca t</w>',
  'o f</w>',
  'p h',
  'o t',
  'ph ot',
  'phot o</w>',
  'a n',
  't h',
  'th e</w>',
  "' s</w>",
  'r e</w>',
  "' re</w>",
  'a a',
  'aa aa',
  'a a</w>',
  'aa aa</w>',
  'aa a</w>',
  'b an',
  'an an',
  'ban an',
  'banan a</w>',
  'Ã ©',
  'Ã ©</w>',
  'ca f',
  'caf Ã©</w>',
  'ð Ł',
  'ðŁ ĺ',
  'ðŁĺ Ģ</w>',
  '! !',
  '!! !!',
  '! !</w>',
  '!! !!</w>',
  '!! !</w>',
  'ca r',
  't s</w>',
  'ca ts</w>',
  'â Ģ',
];

/** OpenAI's order: bytes, bytes at a word's end, what the merges make, start and end. */
export function tinyVocabulary(): SlowVocabulary {
  const ids = new Map<string, number>();
  const add = (token: string): unknown => ids.set(token, ids.size);
  for (const symbol of SYMBOLS) add(symbol);
  for (const symbol of SYMBOLS) add(`${symbol}</w>`);
  const merges: [string, string][] = [];
  for (const merge of MERGES) {
    const [left, right] = merge.split(' ') as [string, string];
    merges.push([left, right]);
    add(left + right);
  }
  add('<|startoftext|>');
  add('<|endoftext|>');
  return { ids, merges };
}

/** What Hugging Face's converter writes for a CLIP tokenizer. */
export function tokenizerJson({ ids, merges }: SlowVocabulary) {
  const [start, end] = [ids.get('<|startoftext|>')!, ids.get('<|endoftext|>')!];
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: true, special: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      { id: start, content: '<|startoftext|>', ...flags },
      { id: end, content: '<|endoftext|>', ...flags, normalized: false },
    ],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
          behavior: 'Removed',
          invert: true,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: ['<|endoftext|>', end],
      cls: ['<|startoftext|>', start],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<|endoftext|>',
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      vocab: Object.fromEntries(ids),
      merges: merges.map((merge): unknown => merge.join(' ')),
    },
  };
}

/** The lines of `merges.txt` or of OpenAI's file. */
export function mergesText({ merges }: SlowVocabulary): string {
  return `#version: 0.2\n${merges.map((merge) => merge.join(' ')).join('\n')}\n`;
}

/** A folder with these files, gone after the test. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-tokenizer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
