/** Training inside the image encoder, on pixels. See README.md. */
export { type BatchFeatures, batchFeatures } from './batch-features.ts';
export { imageFunction, type ImageFunctionOptions } from './image-function.ts';
export { type ImageSettings, imageSettings } from './image-settings.ts';
export { layersIn } from './layers-in.ts';
export { meanTokens, type MeanTokensOptions } from './mean-tokens.ts';
export { splitByMemory } from './split-by-memory.ts';
export { tunedClassifier, type TunedClassifierOptions } from './tuned-classifier.ts';
export { tunedImages, type TunedImagesOptions } from './tuned-images.ts';
export { tuneOnImages, type Tuned, type TuneOnImagesOptions } from './tune-on-images.ts';
export { visionTransformerOf } from './vision-transformer-of.ts';
export { initialVisualPrompts, noisePrompts, type NoisePromptsOptions, visualPromptsIn } from './visual-prompts.ts';
export { visualWeights } from './visual-weights.ts';
