/** Two tokens that are joined into one. */
export type Merge = readonly [left: string, right: string];

/** What a byte-pair encoder is made of, as it was read. */
export interface Vocabulary {
  /** The id of every token, special ones included. */
  readonly ids: ReadonlyMap<string, number>;
  /** Which pairs are joined, the most urgent first. */
  readonly merges: readonly Merge[];
  /** Where the ids come from, for messages. */
  readonly idsFile: string;
  /** Where the merges come from, for messages. */
  readonly mergesFile: string;
}

/** The tokens before and after every text. */
export interface SpecialTokens {
  readonly startOfText: string;
  readonly endOfText: string;
}

/** OpenAI's names, which Hugging Face kept, and those of the OpenCLIP library. */
export const SPECIAL_TOKENS: readonly SpecialTokens[] = [
  { startOfText: '<|startoftext|>', endOfText: '<|endoftext|>' },
  { startOfText: '<start_of_text>', endOfText: '<end_of_text>' },
];
