import { type Classifier, linearLogits, requireTargetText, type TextFeatures } from '@shotbench/few-shot';

import { tunedImages, type TunedImagesOptions } from './tuned-images.ts';

export interface TunedClassifierOptions extends TunedImagesOptions {
  readonly methodId: string;
  readonly text: TextFeatures;
  /** s */
  readonly logitScale: number;
  readonly trainableParameters: number;
  readonly details: Classifier['details'];
  readonly save?: Classifier['save'];
}

/** The classifier s · n(f) · n(t)ᵀ of a tuned image encoder f and text features that stay as they are. It names any classes that come with text features. */
export function tunedClassifier(options: TunedClassifierOptions): Classifier {
  return naming(options.text, { ...options, encode: tunedImages(options) });
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
