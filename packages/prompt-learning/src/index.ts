/** Learning what goes into CLIP's text encoder: prompts, the encoder as a function of them, training, files. See README.md. */
export {
  type ClassPromptOptions,
  type ClassPrompts,
  classPrompts,
  NAME_POSITIONS,
  type NamePosition,
} from './class-prompts.ts';
export { encodePrompts } from './encode-prompts.ts';
export type { Given } from './given.ts';
export { type ContextStart, initialContext, wordIds } from './initial-context.ts';
export { learnPrompts, type LearnPromptsOptions, type TextLoss } from './learn-prompts.ts';
export { nearestWords, type NearWord } from './nearest-words.ts';
export { type PromptEncoder, promptEncoder, type PromptEncoderOptions } from './prompt-encoder.ts';
