import { imageEncoder } from '@shotbench/clip';
import {
  type Classifier,
  type Detail,
  type Matrix,
  normalizeRows,
  rowFunction,
  type TextModel,
  toTensor,
} from '@shotbench/few-shot';
import { imageFunction, visualPromptsIn, visualWeights } from '@shotbench/image-tuning';
import { type ExecutionOptions, float32, type HostTensor, tf, unitLength } from '@shotbench/tensor';

import { ensemble, type EnsembleSettings, mixed } from './ensemble.ts';
import { promptedText } from './prompted-text.ts';
import { adaptedRows } from './text-adapter.ts';

export interface ApexClassifierOptions {
  readonly model: TextModel;
  /** Prompts, adapter and, where it was learned, the context. */
  readonly learned: Readonly<Record<string, HostTensor>>;
  readonly words: string;
  /** s */
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
  readonly ensemble: EnsembleSettings;
  /** t′ [C, D], unit rows, of the classes that were trained on. */
  readonly trained: Matrix;
  readonly details: Readonly<Record<string, Detail>>;
}

type Encode = NonNullable<Classifier['encode']>;

/** A classifier of any classes; images are encoded once, whichever these are. */
export async function apexClassifier(
  classNames: readonly string[],
  options: ApexClassifierOptions,
  encode: Encode = bothFeatures(options),
): Promise<Classifier> {
  const { model, learned, words, logitScale, execution, trained } = options;
  const text = promptedText(classNames, { model, words, execution });
  const prompted = await text.run(learned['context'] ?? text.start);
  const { alphas, imageAlpha } = ensemble(await text.clean(), trained, options.ensemble);
  const texts = normalizeRows(mixed(adaptedRows(prompted, learned), prompted, alphas));
  const logits = mixedLogits({ texts, imageAlpha, logitScale, execution });
  const named = Object.fromEntries(classNames.map((name, c) => [name, alphas[c]!]));
  return {
    trainableParameters: Object.values(learned).reduce((sum, { data }) => sum + data.length, 0),
    details: { ...options.details, imageAlpha, alphas: named },
    encode,
    logits,
    forClasses: ({ classNames: others }) => apexClassifier(others, options, encode),
  };
}

/** Adapted features and, beside them, those of the clean encoder: [N, 2 D], not normalised. */
function bothFeatures({ model, learned, execution }: ApexClassifierOptions): Encode {
  const encodeImage = imageEncoder(model.config);
  const { inputs, lookup } = visualWeights(model);
  return imageFunction({
    columns: 2 * model.config.embedDim,
    constants: { ...inputs, ...learned },
    compute(pixels, tensors) {
      const weights = lookup(tensors);
      const adapted = encodeImage(weights, pixels, { prompts: visualPromptsIn(tensors) });
      return tf.concat([adapted, encodeImage(weights, pixels)], 1);
    },
    execution,
  });
}

interface MixedLogitsOptions {
  /** n(t) [C, D] */
  readonly texts: Matrix;
  /** ᾱ */
  readonly imageAlpha: number;
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
}

/**
 * s · n(ᾱ z + (1 − ᾱ) z′) · n(t)ᵀ of rows [z, z′].
 *
 * Deviation: the paper's equation and its algorithm 2 have ᾱ on the pre-trained side; the code has it as here, which is what their words say
 * (`trainers/apex.py`).
 */
export function mixedLogits({ texts, imageAlpha, logitScale, execution }: MixedLogitsOptions) {
  const D = texts.columns;
  return rowFunction({
    columns: texts.rows,
    constants: { texts: toTensor(texts), imageAlpha: float32([], [imageAlpha]) },
    compute(rows, constants) {
      const [adapted, clean] = tf.split(rows, [D, D], 1) as [tf.Tensor2D, tf.Tensor2D];
      // Where nothing is to be mixed, not even a rounding is.
      const images =
        imageAlpha === 1
          ? adapted
          : tf.add(tf.mul(adapted, constants['imageAlpha']!), tf.mul(clean, tf.sub(1, constants['imageAlpha']!)));
      return tf.mul(
        tf.matMul(unitLength(images) as tf.Tensor2D, constants['texts'] as tf.Tensor2D, false, true),
        logitScale,
      );
    },
    execution,
  });
}
