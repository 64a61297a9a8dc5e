import type { PreprocessConfig, TextRows } from '@shotbench/clip';
import type { BatchEncoder } from '@shotbench/feature-cache';

/** A model to extract features with, wherever its encoders come from. */
export interface ModelSource {
  readonly backbone: string;
  /** Where a tokenizer may lie. */
  readonly folder: string;
  readonly logitScale: number;
  /** Names the encoders by their content. */
  readonly hash: () => Promise<string>;
  readonly preprocessing: PreprocessConfig;
  /** Tokens of a text; 0 where the model reads none. */
  readonly contextLength: number;
  /** Tokens that the text encoder embeds; undefined where that is not known. */
  readonly vocabSize: number | undefined;
  imageEncoder(options: EncoderOptions): Promise<BatchEncoder>;
  /**
   * @param length tokens that matter: the longest text's. Undefined where the model has no text encoder.
   * @returns encodes token ids [n, contextLength] with n up to the batch.
   */
  textEncoder(options: EncoderOptions & { readonly length: number }): Promise<TextEncoder | undefined>;
}

export interface EncoderOptions {
  readonly batch: number;
  readonly threads: number;
}

export type TextEncoder = (ids: Int32Array, texts: number) => Promise<TextRows>;
