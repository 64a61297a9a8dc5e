import type { ClipTokenizer, EncoderModel } from '@shotbench/clip';

/** The model whose text encoder made a set's text features, for methods that learn what goes into it. */
export interface TextModel extends EncoderModel {
  /** As the feature set calls it. */
  readonly backbone: string;
  readonly tokenizer: ClipTokenizer;
}
