import type { ClipTokenizer, EncoderModel } from '@shotbench/clip';

/** The model that made a set's features, for methods that learn what goes into its text encoder or tune inside its image encoder. */
export interface TextModel extends EncoderModel {
  /** As the feature set calls it. */
  readonly backbone: string;
  readonly tokenizer: ClipTokenizer;
}
