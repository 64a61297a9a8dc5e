import { BYTE_SYMBOLS, clipTokenizerObject, WORD_END } from '@shotbench/clip';

import type { Merge } from './train-bpe.ts';

const SPECIAL = { startOfText: '<|startoftext|>', endOfText: '<|endoftext|>' };

/** How many tokens a vocabulary has besides those that merges make: bytes, bytes at a word's end, start and end of text. */
export const BASE_TOKENS = 2 * BYTE_SYMBOLS.length + 2;

/**
 * A `tokenizer.json` in the layout of Hugging Face's CLIP models. Ids are in OpenAI's order (simple_tokenizer.py): bytes, bytes at a
 * word's end, what the merges make, start of text, end of text, which is thus the highest.
 */
export function tokenizerJson(merges: readonly Merge[]): string {
  const made = merges.map(([left, right]) => left + right);
  const tokens = [...BYTE_SYMBOLS, ...BYTE_SYMBOLS.map((symbol) => symbol + WORD_END), ...made];
  const ids = new Map<string, number>();
  // Two merges may make the same token of different parts.
  for (const token of [...tokens, ...Object.values(SPECIAL)]) if (!ids.has(token)) ids.set(token, ids.size);
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const object = clipTokenizerObject({ ids, merges, idsFile: '', mergesFile: '' }, SPECIAL) as { model: object };
  const json = {
    ...object,
    truncation: null,
    padding: null,
    added_tokens: Object.values(SPECIAL).map((content) => ({ id: ids.get(content), content, ...flags })),
    model: { ...object.model, merges: merges.map(([left, right]) => `${left} ${right}`) },
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}
