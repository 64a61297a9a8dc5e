/** Training inside the image encoder, on pixels. See README.md. */
export { imageFunction, type ImageFunctionOptions } from './image-function.ts';
export { type ImageSettings, imageSettings } from './image-settings.ts';
export { tunedClassifier, type TunedClassifierOptions, type Tuning } from './tuned-classifier.ts';
export { tuneOnImages, type Tuned, type TuneOnImagesOptions } from './tune-on-images.ts';
export { initialVisualPrompts, visualPromptsIn, type VisualPromptsOptions } from './visual-prompts.ts';
export { visualWeights } from './visual-weights.ts';
