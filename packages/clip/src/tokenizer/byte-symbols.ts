/** Marks a token that ends a word, as in OpenAI's simple_tokenizer.py. */
export const WORD_END = '</w>';

/**
 * The 256 characters that stand for bytes in the vocabulary, in the order in which OpenAI numbers them
 * (`bytes_to_unicode` of simple_tokenizer.py, which GPT-2 introduced): first the printable bytes of Latin-1, each as
 * itself, then the others by rising byte, as the characters from U+0100 on. No symbol is white space, so that merges can be
 * written with a space between their parts.
 */
export const BYTE_SYMBOLS: readonly string[] = symbols().map(({ symbol }) => symbol);

/** The byte that each symbol stands for. */
export const BYTE_OF: ReadonlyMap<string, number> = new Map(symbols().map(({ byte, symbol }) => [symbol, byte]));

function symbols(): { byte: number; symbol: string }[] {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const printable = bytes.filter((byte) => isPrintable(byte));
  const others = bytes.filter((byte) => !isPrintable(byte));
  return [
    ...printable.map((byte) => ({ byte, symbol: String.fromCharCode(byte) })),
    ...others.map((byte, i) => ({ byte, symbol: String.fromCharCode(0x100 + i) })),
  ];
}

/** Neither control nor space nor the soft hyphen (0xad). */
function isPrintable(byte: number): boolean {
  return (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
}
