import { imageEncoder, type ImageEncoderOptions, type WeightLookup } from '@shotbench/clip';
import {
  type Classifier,
  linearLogits,
  type Matrix,
  normalizeRows,
  requireTargetText,
  type TextFeatures,
  type TextModel,
} from '@shotbench/few-shot';
import type { ExecutionOptions, HostTensor, tf } from '@shotbench/tensor';

import { imageFunction } from './image-function.ts';
import { visualWeights } from './visual-weights.ts';

type Hosts = Readonly<Record<string, HostTensor>>;
type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface TunedClassifierOptions {
  readonly methodId: string;
  readonly model: TextModel;
  /** What was learned, by names of its own. */
  readonly learned: Hosts;
  /** How the image encoder is changed by it. */
  readonly tuning: (learned: Tensors, weights: WeightLookup) => Tuning;
  readonly text: TextFeatures;
  /** s */
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
  readonly trainableParameters: number;
  readonly details: Classifier['details'];
  readonly save?: Classifier['save'];
}

/** An image encoder that is changed: other weights, learned tokens, hooks. */
export interface Tuning {
  readonly weights?: WeightLookup;
  readonly options?: ImageEncoderOptions;
}

/** The classifier s · n(f) · n(t)ᵀ of a tuned image encoder f and text features that stay as they are. It names any classes that come with text features. */
export function tunedClassifier(options: TunedClassifierOptions): Classifier {
  const { model, learned, tuning, text, logitScale, execution } = options;
  const encodeImage = imageEncoder(model.config);
  const { inputs, lookup } = visualWeights(model);
  const features = imageFunction({
    columns: model.config.embedDim,
    constants: { ...inputs, ...learned },
    compute(pixels, tensors) {
      const plain = lookup(tensors);
      const { weights = plain, options: changes = {} } = tuning(tensors, plain);
      return encodeImage(weights, pixels, changes);
    },
    execution,
  });
  const encode = async (pixels: HostTensor): Promise<Matrix> => normalizeRows(await features(pixels));
  return naming(text, { ...options, encode, logitScale });
}

function naming(
  text: TextFeatures,
  options: TunedClassifierOptions & { readonly encode: NonNullable<Classifier['encode']> },
): Classifier {
  const { encode, execution, logitScale, trainableParameters, details, save, methodId } = options;
  return {
    ...{ trainableParameters, details, encode },
    logits: linearLogits({ weights: text.normalized, scale: logitScale, execution }),
    ...(save && { save }),
    forClasses: (classes) => Promise.resolve(naming(requireTargetText(classes, methodId), options)),
  };
}
