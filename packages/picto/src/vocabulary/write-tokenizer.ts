import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';

import { BASE_TOKENS, tokenizerJson } from './tokenizer-json.ts';
import { trainBpe } from './train-bpe.ts';
import { wordCounts } from './word-counts.ts';

/** Tokens of picto's vocabulary, special ones included; the feasibility study's number. */
export const VOCABULARY_SIZE = 2048;

/**
 * Learns picto's vocabulary from texts and writes it as `tokenizer.json` into a model's folder.
 * @returns The file's SHA-256.
 */
export function writeTokenizer(folder: string, texts: Iterable<string>): string {
  const json = tokenizerJson(trainBpe(wordCounts(texts), VOCABULARY_SIZE - BASE_TOKENS));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'tokenizer.json');
  writeFileSync(`${file}.partial`, json);
  renameSync(`${file}.partial`, file);
  return sha256(json);
}
