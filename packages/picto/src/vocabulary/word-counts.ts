import { BYTE_OF, CLIP_PATTERN, WORD_END } from '@shotbench/clip';

const PIECE = new RegExp(CLIP_PATTERN, 'gu');
const SYMBOL_OF: ReadonlyMap<number, string> = new Map([...BYTE_OF].map(([symbol, byte]) => [byte, symbol]));

/**
 * The words of texts as CLIP's tokenizer cuts them, and how often each occurs. A word is the symbols of its bytes joined by
 * spaces, the last with the mark of a word's end: "c a t</w>".
 */
export function wordCounts(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [piece] of text.normalize('NFC').toLowerCase().matchAll(PIECE)) {
      const word = Array.from(Buffer.from(piece), (byte) => SYMBOL_OF.get(byte)!).join(' ') + WORD_END;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}
