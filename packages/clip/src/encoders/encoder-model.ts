import type { HostTensor } from '@shotbench/tensor';

import type { ClipConfig } from '../config/clip-config.ts';

/** What an encoder is made of; a model as `loadModel` gives it is one. */
export interface EncoderModel {
  readonly config: ClipConfig;
  /** float32 tensors by their OpenAI names. */
  readonly weights: ReadonlyMap<string, HostTensor>;
}
