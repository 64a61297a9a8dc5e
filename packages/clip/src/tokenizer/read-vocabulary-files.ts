import { ShotbenchError } from '@shotbench/errors';

import { BYTE_SYMBOLS, WORD_END } from './byte-symbols.ts';
import { readIds } from './read-ids.ts';
import { readMerges } from './read-merges.ts';
import { readJson } from './read-text.ts';
import { SPECIAL_TOKENS, type Vocabulary } from './vocabulary.ts';

/**
 * Reads Hugging Face's `vocab.json` and `merges.txt`.
 * @throws ShotbenchError `TOKENIZER_READ`, `TOKENIZER_JSON`, `TOKENIZER_IDS` or `TOKENIZER_MERGES`
 */
export function readVocabAndMerges(idsFile: string, mergesFile: string): Vocabulary {
  return { ids: readIds(readJson(idsFile), idsFile), merges: readMerges(mergesFile), idsFile, mergesFile };
}

/**
 * Reads OpenAI's `bpe_simple_vocab_16e6.txt`, packed or not, which holds merges only: the vocabulary is the bytes, the bytes
 * at the end of a word, what each merge makes, and the two special tokens, in this order (simple_tokenizer.py).
 * @throws ShotbenchError `TOKENIZER_READ` or `TOKENIZER_MERGES`
 */
export function readOpenAiMerges(file: string): Vocabulary {
  const merges = readMerges(file);
  const { startOfText, endOfText } = SPECIAL_TOKENS[0]!;
  const ids = new Map<string, number>();
  for (const symbol of BYTE_SYMBOLS) ids.set(symbol, ids.size);
  for (const symbol of BYTE_SYMBOLS) ids.set(symbol + WORD_END, ids.size);
  for (const [at, [left, right]] of merges.entries()) {
    const token = left + right;
    if (ids.has(token)) {
      throw new ShotbenchError(
        'TOKENIZER_MERGES',
        `${file}: line ${at + 2} makes ${JSON.stringify(token)}, which is there before; expected a new token on each line; copy or download the file again`,
      );
    }
    ids.set(token, ids.size);
  }
  for (const token of [startOfText, endOfText]) ids.set(token, ids.size);
  return { ids, merges, idsFile: file, mergesFile: file };
}
