/** CLIP: weights, tokenizer, prompts, image preprocessing and encoders. See README.md. */
export type {
  Activation,
  ClipConfig,
  ResNetConfig,
  TextConfig,
  VisionConfig,
  VitConfig,
} from './config/clip-config.ts';
export { type CutImageEncoder, cutImageEncoder } from './encoders/cut-image-encoder.ts';
export type { EncoderModel } from './encoders/encoder-model.ts';
export { type ModelInputs, weightsAsInputs } from './encoders/model-inputs.ts';
export { imageEncoder, type ImageEncoder, type ImageEncoderOptions } from './encoders/image-encoder.ts';
export {
  type ImageEncoderProgram,
  imageEncoderProgram,
  type ImageEncoderProgramOptions,
} from './encoders/image-encoder-program.ts';
export {
  sharedPrefixTextEncoder,
  type SharedPrefixTextEncoder,
  type SharedPrefixTexts,
} from './encoders/shared-prefix-text-encoder.ts';
export { embedTokens, textEncoder, type TextEncoder, type Texts } from './encoders/text-encoder.ts';
export {
  type TextEncoderProgram,
  textEncoderProgram,
  type TextEncoderProgramOptions,
} from './encoders/text-encoder-program.ts';
export { endOfText, textLength } from './encoders/text-length.ts';
export { type Prompt, replaceTokens } from './encoders/token-prompts.ts';
export type { Branch, TransformerHooks } from './encoders/transformer-hooks.ts';
export type { WeightLookup, Weights } from './encoders/weights.ts';
export { type CropView, type ImageReader, imageReader, type ImageReaderOptions } from './image/image-reader.ts';
export { ImagePool, imagePool, type ImagePoolOptions, type PreparedImage } from './image/pool/image-pool.ts';
export type { PreparePlan, ViewPlan } from './image/pool/prepare-image.ts';
export { normalizeInto } from './image/preprocess/normalize-into.ts';
export { parsePreprocessConfig } from './image/preprocess/parse-preprocess-config.ts';
export { openaiPreprocess, type PreprocessConfig } from './image/preprocess/preprocess-config.ts';
export { DASSL_CROP_SCALE, TIP_ADAPTER_CROP_SCALE } from './image/views/random-resized-crop.ts';
export { findOnnxEncoder, type OnnxEncoder, openOnnxEncoder } from './onnx-export/onnx-encoder.ts';
export { promptNames } from './prompts/class-names.ts';
export { fillTemplate } from './prompts/fill-template.ts';
export { type EnsembleConvention, textClassifier, type TextRows } from './prompts/text-classifier.ts';
export { BYTE_OF, BYTE_SYMBOLS, WORD_END } from './tokenizer/byte-symbols.ts';
export { ClipTokenizer, type TokenizedTexts } from './tokenizer/clip-tokenizer.ts';
export { CLIP_PATTERN, clipTokenizerObject } from './tokenizer/clip-tokenizer-object.ts';
export { loadTokenizer } from './tokenizer/load-tokenizer.ts';
export { canonicalShapes } from './weights/canonical-shapes.ts';
export { countParameters } from './weights/count-parameters.ts';
export { type ClipModel, loadModel } from './weights/load-model.ts';
export { modelLicence } from './weights/model-licence.ts';
export { saveModel, type StoredPrecision } from './weights/save-model.ts';
