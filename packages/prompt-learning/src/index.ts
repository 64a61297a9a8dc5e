/** Learning what goes into CLIP's text encoder: prompts, the encoder as a function of them, training, files. See README.md. */
export { checkClassNames } from './check-class-names.ts';
export {
  type ClassPromptOptions,
  type ClassPrompts,
  classPrompts,
  NAME_POSITIONS,
  type NamePosition,
} from './class-prompts.ts';
export { type ChunkPrograms, chunkPrograms } from './chunk-programs.ts';
export { chunkConstants, encodeChunks } from './encode-chunks.ts';
export { encodePrompts } from './encode-prompts.ts';
export type { Given } from './given.ts';
export { type ContextStart, endingIn, initialContext } from './initial-context.ts';
export { learnPrompts, type LearnPromptsOptions, type TextLoss } from './learn-prompts.ts';
export { nearestWords, type NearWord } from './nearest-words.ts';
export { type PromptEncoder, promptEncoder, type PromptEncoderOptions } from './prompt-encoder.ts';
export { type ContextSettings, contextSettings } from './context-settings.ts';
export {
  type ContextBatch,
  type ContextFit,
  type ContextLoss,
  type ContextMethod,
  crossEntropy,
  fitContext,
} from './fit-context.ts';
export { encoderFor, promptClassifier, type PromptClassifierOptions } from './prompt-classifier.ts';
export { loadPrompts, requireFit, type SavedPrompts, savePrompts } from './saved-prompts.ts';
export { wordPrompts, type WordPromptsOptions } from './word-prompts.ts';
