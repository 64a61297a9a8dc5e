import { ShotbenchError } from '@shotbench/errors';

import { BYTE_SYMBOLS, WORD_END } from './byte-symbols.ts';
import { SPECIAL_TOKENS, type SpecialTokens, type Vocabulary } from './vocabulary.ts';

/**
 * Checks that a vocabulary can encode any text, so that nothing is ever unknown (Hugging Face's files name the end of text as
 * the token for what is unknown, which would cut a text short without a word).
 *
 * @param vocabSize How many tokens the model embeds; left out where that is not known.
 * @returns The special tokens that it uses.
 * @throws ShotbenchError `TOKENIZER_IDS`, `TOKENIZER_SPECIAL`, `TOKENIZER_BYTES` or `TOKENIZER_MERGES`
 */
export function checkVocabulary(vocabulary: Vocabulary, vocabSize: number | undefined): SpecialTokens {
  checkIds(vocabulary, vocabSize);
  const special = findSpecialTokens(vocabulary);
  checkBytes(vocabulary);
  checkMerges(vocabulary);
  checkEndIsLast(vocabulary, special);
  return special;
}

function checkIds({ ids, idsFile }: Vocabulary, vocabSize: number | undefined): void {
  const tokens: string[] = [];
  for (const [token, id] of ids) {
    if (!Number.isInteger(id) || id < 0 || id >= ids.size || tokens[id] !== undefined) {
      throw new ShotbenchError(
        'TOKENIZER_IDS',
        `${idsFile}: token ${JSON.stringify(token)} has id ${id}${tokens[id] === undefined ? '' : `, as has ${JSON.stringify(tokens[id])}`}; expected the whole numbers from 0 to ${ids.size - 1}, each once; copy or download the file again`,
      );
    }
    tokens[id] = token;
  }
  if (vocabSize !== undefined && ids.size > vocabSize) {
    throw new ShotbenchError(
      'TOKENIZER_IDS',
      `${idsFile} has ${ids.size} tokens, but the model embeds ${vocabSize}; expected no more; take the tokenizer that belongs to the model`,
    );
  }
}

function findSpecialTokens({ ids, idsFile }: Vocabulary): SpecialTokens {
  const found = SPECIAL_TOKENS.find(({ startOfText, endOfText }) => ids.has(startOfText) && ids.has(endOfText));
  if (found !== undefined) return found;
  const pairs = SPECIAL_TOKENS.map(({ startOfText, endOfText }) => `${startOfText} and ${endOfText}`);
  throw new ShotbenchError(
    'TOKENIZER_SPECIAL',
    `${idsFile} lacks the tokens for start and end of text; expected ${pairs.join(', or ')}; take the tokenizer of a CLIP model`,
  );
}

function checkBytes({ ids, idsFile }: Vocabulary): void {
  for (const suffix of ['', WORD_END]) {
    const missing = BYTE_SYMBOLS.find((symbol) => !ids.has(symbol + suffix));
    if (missing !== undefined) {
      throw new ShotbenchError(
        'TOKENIZER_BYTES',
        `${idsFile} lacks the token ${JSON.stringify(missing + suffix)}, so there are texts that it cannot encode; expected all 256 bytes with and without ${WORD_END}; take the tokenizer of a CLIP model`,
      );
    }
  }
}

function checkMerges({ ids, merges, mergesFile }: Vocabulary): void {
  const seen = new Set<string>();
  for (const [at, [left, right]] of merges.entries()) {
    const unknown = [left, right, left + right].find((token) => !ids.has(token));
    const pair = JSON.stringify(`${left} ${right}`);
    if (unknown !== undefined) {
      throw new ShotbenchError(
        'TOKENIZER_MERGES',
        `${mergesFile}: merge ${at + 1}, ${pair}, needs the token ${JSON.stringify(unknown)}, which is not in the vocabulary; copy or download the tokenizer again`,
      );
    }
    if (seen.has(pair)) {
      throw new ShotbenchError(
        'TOKENIZER_MERGES',
        `${mergesFile}: merge ${at + 1}, ${pair}, is listed before; expected each once; copy or download the file again`,
      );
    }
    seen.add(pair);
  }
}

/** OpenAI finds the end of a text as the largest of its ids, Hugging Face by the id itself: both must find the same. */
function checkEndIsLast({ ids, merges, idsFile }: Vocabulary, { startOfText, endOfText }: SpecialTokens): void {
  const id = (token: string): number => ids.get(token) ?? NaN;
  const others = [startOfText, ...BYTE_SYMBOLS.flatMap((s) => [s, s + WORD_END]), ...merges.map(([a, b]) => a + b)];
  const later = others.find((token) => id(token) >= id(endOfText));
  if (later !== undefined) {
    throw new ShotbenchError(
      'TOKENIZER_SPECIAL',
      `${idsFile}: ${endOfText} has id ${id(endOfText)}, but ${JSON.stringify(later)} has ${id(later)}; expected the end of text to be the largest id that a text can have; take the tokenizer of a CLIP model`,
    );
  }
}
