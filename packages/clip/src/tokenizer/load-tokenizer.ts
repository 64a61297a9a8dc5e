import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { checkVocabulary } from './check-vocabulary.ts';
import { ClipTokenizer } from './clip-tokenizer.ts';
import { readTokenizerJson } from './read-tokenizer-json.ts';
import { readOpenAiMerges, readVocabAndMerges } from './read-vocabulary-files.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface LoadTokenizerOptions {
  /** How many tokens the model embeds (`vocab_size`); a tokenizer with more is refused. */
  readonly vocabSize?: number;
}

const OPENAI_NAMES = ['bpe_simple_vocab_16e6.txt', 'bpe_simple_vocab_16e6.txt.gz'];

/**
 * The tokenizer of a model folder: from `tokenizer.json`; without one, from `vocab.json` and `merges.txt`; without these, from
 * OpenAI's `bpe_simple_vocab_16e6.txt` or `.txt.gz`.
 *
 * @throws ShotbenchError `TOKENIZER_MISSING` where there is none of these, `TOKENIZER_READ`, `TOKENIZER_JSON`, `TOKENIZER_KIND` and
 *   those of {@link checkVocabulary}
 */
export function loadTokenizer(folder: string, { vocabSize }: LoadTokenizerOptions = {}): ClipTokenizer {
  const vocabulary = readVocabulary(folder);
  return new ClipTokenizer(vocabulary, checkVocabulary(vocabulary, vocabSize));
}

function readVocabulary(folder: string): Vocabulary {
  const [whole, ids, merges] = ['tokenizer.json', 'vocab.json', 'merges.txt'].map((name) => join(folder, name));
  if (existsSync(whole!)) return readTokenizerJson(whole!);
  if (existsSync(ids!) && existsSync(merges!)) return readVocabAndMerges(ids!, merges!);
  const openAi = OPENAI_NAMES.map((name) => join(folder, name)).find(existsSync);
  if (openAi !== undefined) return readOpenAiMerges(openAi);
  throw new ShotbenchError(
    'TOKENIZER_MISSING',
    `${folder} has no tokenizer; expected tokenizer.json, or vocab.json and merges.txt, or ${OPENAI_NAMES[0]}; add them to the folder`,
  );
}
