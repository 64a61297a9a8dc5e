import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';

import { BASE_TOKENS, tokenizerJson } from './tokenizer-json.ts';
import { trainBpe } from './train-bpe.ts';
import { wordCounts } from './word-counts.ts';

/** Tokens of picto's vocabulary, special ones included; the feasibility study's number. */
export const VOCABULARY_SIZE = 2048;

/**
 * Learns picto's vocabulary from texts and writes it as `tokenizer.json` into a model's folder.
 * @returns The file's SHA-256.
 * @throws ShotbenchError `PICTO_TOKENIZER` where the folder has weights that were trained with another vocabulary; nothing is
 *   written then.
 */
export function writeTokenizer(folder: string, texts: Iterable<string>): string {
  const json = tokenizerJson(trainBpe(wordCounts(texts), VOCABULARY_SIZE - BASE_TOKENS));
  const file = join(folder, 'tokenizer.json');
  const weights = join(folder, 'model.safetensors');
  if (existsSync(weights) && existsSync(file) && readFileSync(file, 'utf8') !== json) {
    throw new ShotbenchError(
      'PICTO_TOKENIZER',
      `the vocabulary learnt is not that of ${file}, with which ${weights} was trained; expected the same, from the same sources and captions; remove the weights to train anew`,
    );
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.partial`, json);
  renameSync(`${file}.partial`, file);
  return sha256(json);
}
