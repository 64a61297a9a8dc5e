import { type Matrix, type StackedViews, toTensor } from '@shotbench/few-shot';
import {
  adam,
  cosineLogits,
  float32,
  type HostTensor,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  type Trained,
  type TrainLoopOptions,
  unitLength,
  zeros,
} from '@shotbench/tensor';

/** Which features a residual is added to. */
export type Side = 'text' | 'image' | 'both';

export interface TaskResOptions {
  /** Default `text`. */
  readonly side?: Side;
  /** α; where it is learned, its initial value. */
  readonly alpha: number;
  /** s */
  readonly logitScale: number;
  /** ‖f‖ that image features are scaled to before y is added. Default 1. */
  readonly imageNorm?: number;
}

type Tensors = Readonly<Record<string, tf.Tensor>>;

/**
 * s · n(f′) · n(t′)ᵀ with t′ = t + α x (paper, equation 4) and f′ = f + α y (`TaskRes-Image` in `trainers/taskres.py`), normalised after adding;
 * on a side without residual the features are as they are.
 *
 * @param f [B, D], unit rows.
 * @param tensors `text` t [C, D], not normalised by this function; of the sides in use `residual` x [C, D] and `imageResidual` y [1, D], the same for
 *   all images; `alpha` where it is learned.
 * @returns [B, C]
 */
export function taskResLogits(f: tf.Tensor, tensors: Tensors, options: TaskResOptions) {
  const { side = 'text', alpha, logitScale, imageNorm = 1 } = options;
  const { text, residual, imageResidual } = tensors;
  const a = tensors['alpha'] ?? alpha;
  const classifier = side === 'image' ? text! : tf.add(text!, tf.mul(residual!, a)); // [C, D]
  const images = side === 'text' ? f : unitLength(tf.add(tf.mul(f, imageNorm), tf.mul(imageResidual!, a))); // [B, D]
  return cosineLogits(images, classifier, logitScale);
}

export interface TrainResidualOptions extends TaskResOptions {
  /** f, unit rows, and y */
  readonly images: StackedViews;
  /** t [C, D], not normalised by this function. */
  readonly text: Matrix;
  /** Whether α is trained with the residual. Default false. */
  readonly learnAlpha?: boolean;
  readonly weightDecay: number;
  /** Batch of every step, int32 [steps, B]. */
  readonly indices: HostTensor;
  /** Learning rate of every step. */
  readonly learningRates: ArrayLike<number>;
  /** Who computes and who watches. */
  readonly context: Partial<TrainLoopOptions>;
}

/** Trains the residuals from zeros with Adam; parameters of the result are `residual`, `imageResidual` and `alpha`, those that are in use. */
export function trainResidual(options: TrainResidualOptions): Promise<Trained> {
  return trainLoop(residualTraining(options));
}

/** What `trainResidual` runs. */
export function residualTraining(options: TrainResidualOptions): TrainLoopOptions {
  const { images, text, weightDecay, indices, learningRates, context } = options;
  return {
    ...context,
    loss: ({ parameters, constants, batch }) => {
      const features = tf.gather(constants['features']!, batch['indices']!); // [V · N, D] → [B, D]
      const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
      return softmaxCrossEntropy(taskResLogits(features, { ...constants, ...parameters }, options), labels);
    },
    parameters: initialParameters(options),
    constants: { ...images, text: toTensor(text) },
    batches: { indices },
    optimizer: adam({ weightDecay }),
    learningRates,
  };
}

function initialParameters({ side = 'text', text, learnAlpha, alpha }: TrainResidualOptions) {
  return {
    ...(side !== 'image' && { residual: zeros([text.rows, text.columns]) }),
    ...(side !== 'text' && { imageResidual: zeros([1, text.columns]) }),
    ...(learnAlpha && { alpha: float32([], [alpha]) }),
  };
}
