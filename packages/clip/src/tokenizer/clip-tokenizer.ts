import { ShotbenchError } from '@shotbench/errors';

import { BYTE_OF, WORD_END } from './byte-symbols.ts';
import { clipTokenizerObject } from './clip-tokenizer-object.ts';
import { libraryTokenizer, type LibraryTokenizer } from './library-tokenizer.ts';
import type { SpecialTokens, Vocabulary } from './vocabulary.ts';

export interface TokenizeOptions {
  /** L, the number of tokens the model reads, those for start and end included; 77 for every CLIP model so far. */
  readonly contextLength: number;
  /** Cut texts that are too long, with the end of text as the last token, instead of refusing them. */
  readonly truncate?: boolean;
}

/** N texts as a text encoder takes them. */
export interface TokenizedTexts {
  /** [N, L]: start of text, the text, end of text, zeros. */
  readonly ids: Int32Array;
  /** [N], where in its row the end of each text stands, from 0. */
  readonly endOfText: Int32Array;
}

/** A prompt has some dozens of characters; this bounds time and memory where a whole file is taken for one. */
const MOST_CHARACTERS = 100_000;

/**
 * CLIP's tokenizer. Text is cleaned as follows: Unicode normal form C, white space collapsed to single spaces,
 * lower case; spaces at the ends have no effect.
 *
 * Deviation: OpenAI's simple_tokenizer.py first mends text with ftfy and replaces HTML entities (`&amp;`). Neither is done, as
 * in Hugging Face's tokenizer; class names and templates need neither.
 */
export class ClipTokenizer {
  /** V, the number of tokens; ids are 0 to V - 1. */
  readonly vocabSize: number;
  /** The id before every text. */
  readonly startOfText: number;
  /** The id after every text, the largest that a text can have. */
  readonly endOfText: number;
  readonly #library: LibraryTokenizer;
  readonly #special: SpecialTokens;
  readonly #tokens: readonly string[];

  /** @param vocabulary One that {@link checkVocabulary} has passed, with the special tokens that it found. */
  constructor(vocabulary: Vocabulary, special: SpecialTokens) {
    const tokens: string[] = [];
    for (const [token, id] of vocabulary.ids) tokens[id] = token;
    this.#tokens = tokens;
    this.#special = special;
    this.#library = libraryTokenizer(clipTokenizerObject(vocabulary, special));
    this.vocabSize = tokens.length;
    this.startOfText = tokens.indexOf(special.startOfText);
    this.endOfText = tokens.indexOf(special.endOfText);
  }

  /**
   * The ids of a text, with those for start and end around them.
   * @throws ShotbenchError `TOKENIZER_TEXT` for more than 100,000 characters, unpaired surrogates (which are no Unicode text),
   *   or a special token inside the text, which OpenAI's tokenizer would take for the end of it.
   */
  encode(text: string): number[] {
    this.#check(text);
    return this.#library.encode(text).ids;
  }

  /**
   * Texts as rows of L ids, padded with zeros as OpenAI's `clip.tokenize` does.
   *
   * Hugging Face pads the same models with the end of text instead. Neither changes a feature: attention is causal, and a
   * text is read off at its first end token, which is both where the largest id first occurs (OpenAI) and where the
   * end id first occurs (Hugging Face).
   *
   * @throws ShotbenchError `TOKENIZER_CONTEXT` unless L is a whole number from 2 on, `TOKENIZER_LENGTH` for a text that does not
   *   fit, and that of {@link encode}.
   */
  tokenize(texts: readonly string[], { contextLength, truncate = false }: TokenizeOptions): TokenizedTexts {
    if (!Number.isInteger(contextLength) || contextLength < 2) {
      throw new ShotbenchError(
        'TOKENIZER_CONTEXT',
        `the context has ${contextLength} tokens; expected a whole number of at least 2, for start and end of text`,
      );
    }
    const ids = new Int32Array(texts.length * contextLength);
    const endOfText = new Int32Array(texts.length);
    for (const [row, text] of texts.entries()) {
      const encoded = this.encode(text);
      if (encoded.length > contextLength) {
        if (!truncate) throw tooLong(text, encoded.length, contextLength);
        encoded.length = contextLength;
        encoded[contextLength - 1] = this.endOfText;
      }
      ids.set(encoded, row * contextLength);
      endOfText[row] = encoded.length - 1;
    }
    return { ids, endOfText };
  }

  /**
   * The text that ids stand for, up to the first end of text: lower-case, with a space after every word and every
   * run of other characters ("a cat ." for "A cat."). Bytes that are no UTF-8 come out as U+FFFD.
   * @throws ShotbenchError `TOKENIZER_IDS` for an id that is no part of a text.
   */
  decode(ids: Iterable<number>): string {
    const bytes: number[] = [];
    for (const id of ids) {
      if (id === this.endOfText) break;
      if (id === this.startOfText) continue;
      const token = this.#tokens[id] ?? '';
      const isEnd = token.endsWith(WORD_END);
      const symbols = isEnd ? token.slice(0, -WORD_END.length) : token;
      if (symbols === '') throw this.#badId(id);
      for (const symbol of symbols) bytes.push(BYTE_OF.get(symbol) ?? fail(this.#badId(id)));
      if (isEnd) bytes.push(0x20);
    }
    if (bytes.at(-1) === 0x20) bytes.pop();
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  }

  #check(text: string): void {
    const problem = this.#problemWith(text);
    if (problem === undefined) return;
    throw new ShotbenchError('TOKENIZER_TEXT', `text ${shorten(text)} ${problem}; correct the text`);
  }

  #problemWith(text: string): string | undefined {
    if (text.length > MOST_CHARACTERS) {
      return `has ${text.length} characters; expected a prompt, of at most ${MOST_CHARACTERS}`;
    }
    const surrogate = text.search(/\p{Surrogate}/u);
    if (surrogate >= 0) return `has half a surrogate pair at position ${surrogate}; expected Unicode text`;
    const lower = text.toLowerCase();
    const special = Object.values(this.#special as Record<keyof SpecialTokens, string>).find((s) => lower.includes(s));
    return special && `contains ${special}; expected plain text, around which this is put`;
  }

  #badId(id: number): ShotbenchError {
    const token = this.#tokens[id];
    return new ShotbenchError(
      'TOKENIZER_IDS',
      `id ${id} is ${token === undefined ? 'not in the vocabulary' : `the token ${JSON.stringify(token)}, which is no text`}; expected ids of text, from 0 to ${this.vocabSize - 1}`,
    );
  }
}

function tooLong(text: string, tokens: number, contextLength: number): ShotbenchError {
  return new ShotbenchError(
    'TOKENIZER_LENGTH',
    `text ${shorten(text)} has ${tokens} tokens; expected at most the ${contextLength} that the model reads, start and end included; shorten it, or ask for it to be truncated`,
  );
}

/** The beginning of a text, quoted, so that no message has more than a line. */
function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 200));
  return characters.length > 60 ? `${JSON.stringify(characters.slice(0, 60).join(''))}…` : JSON.stringify(text);
}

function fail(error: Error): never {
  throw error;
}
