import { Tokenizer } from '@huggingface/tokenizers';

/** What is used of the tokenizers library. Its own declarations import files without extensions, which Node's rules don't resolve. */
export interface LibraryTokenizer {
  /** The ids of a text, special tokens included. */
  encode(text: string): { readonly ids: number[] };
}

type Construct = new (tokenizer: object, config: object) => LibraryTokenizer;

/** @param tokenizer What `tokenizer.json` holds. */
export function libraryTokenizer(tokenizer: object): LibraryTokenizer {
  return new (Tokenizer as unknown as Construct)(tokenizer, {});
}
