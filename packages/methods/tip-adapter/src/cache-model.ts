import { type Matrix, toTensor } from '@shotbench/few-shot';
import { float32, type HostTensor, tf } from '@shotbench/tensor';

/** A key for each training image, class by class, with K places for each of C classes. */
export interface CacheModel {
  /** F [C · K, D]: place k of class c is row c · K + k; rows of places without an image are zero. */
  readonly keys: HostTensor;
  /** [C, K]: 1 where a place has an image, else 0. Absent where all have. */
  readonly filled?: HostTensor;
  /** C */
  readonly classes: number;
  /** N, images. */
  readonly count: number;
  /** The row of F that image n went to. */
  readonly placeOf: Int32Array;
}

/**
 * The cache of a set of images: `build_cache_model` in `utils.py`, where the one-hot values L are kept as places instead of as a
 * matrix [N, C], so that φ · L is a sum over each class's places. K is the size of the largest class.
 *
 * @param features [N, D], unit rows: of each image the mean over its un-normalised views, normalised.
 * @param labels [N]
 */
export function buildCache(features: Matrix, labels: Int32Array, classes: number): CacheModel {
  const sizes = new Int32Array(classes);
  const ranks = labels.map((label) => sizes[label]!++);
  const places = Math.max(...sizes);
  const placeOf = labels.map((label, n) => label * places + ranks[n]!);
  const [D, keys] = [features.columns, new Float32Array(classes * places * features.columns)];
  placeOf.forEach((place, n) => keys.set(features.data.subarray(n * D, (n + 1) * D), place * D));
  const isFull = sizes.every((size) => size === places);
  return {
    keys: float32([classes * places, D], keys),
    ...(!isFull && { filled: filledPlaces(sizes, places) }),
    classes,
    count: labels.length,
    placeOf,
  };
}

function filledPlaces(sizes: Int32Array, places: number): HostTensor {
  const filled = new Float32Array(sizes.length * places);
  sizes.forEach((size, c) => filled.fill(1, c * places, c * places + size));
  return float32([sizes.length, places], filled);
}

export interface BlendOptions {
  /** C */
  readonly classes: number;
  /** s, 100 in the released code. */
  readonly logitScale: number;
  /** α, weight of the cache. */
  readonly alpha: number;
  /** β, sharpness of the affinities. */
  readonly beta: number;
}

/**
 * s · f Wᵀ + α φ(f Fᵀ) L with φ(a) = exp(−β (1 − a)) (paper, equations 5 and 6; `main.py`).
 *
 * @param f [B, D], unit rows.
 * @param tensors `text` W [C, D], unit rows; `keys` F [C · K, D]; `filled` [C, K] where some places are not.
 * @returns [B, C]
 */
export function tipLogits(f: tf.Tensor2D, tensors: Readonly<Record<string, tf.Tensor>>, options: BlendOptions) {
  const { logitScale, alpha, beta, classes } = options;
  const zeroShot = tf.matMul(f, tensors['text'] as tf.Tensor2D, false, true); // [B, D] · [D, C] → [B, C]
  const affinity = tf.matMul(f, tensors['keys'] as tf.Tensor2D, false, true); // [B, D] · [D, C · K] → [B, C · K]
  const cache = cacheLogits(affinity, { beta, classes, filled: tensors['filled'] });
  return tf.add(tf.mul(zeroShot, logitScale), tf.mul(cache, alpha));
}

export interface CacheLogitsOptions {
  readonly beta: number | tf.Tensor;
  readonly classes: number;
  readonly filled?: tf.Tensor | undefined;
}

/**
 * φ(a) L: the sum over each class's places of exp(−β (1 − a)), with its own gradient, so that the large matrix of affinities is
 * walked over no more often than necessary.
 *
 * @param affinity a [B, C · K]
 * @returns [B, C]
 */
export function cacheLogits(affinity: tf.Tensor, { beta, classes, filled }: CacheLogitsOptions): tf.Tensor2D {
  const [batch, all] = affinity.shape as [number, number];
  const compute = tf.customGrad((a, save) => {
    const phi = tf.reshape(tf.exp(tf.mul(tf.sub(a as tf.Tensor, 1), beta)), [batch, classes, all / classes]);
    const kept = filled ? tf.mul(phi, filled) : phi; // [B, C, K]
    (save as tf.GradSaveFunc)([kept]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const perClass = tf.expandDims(tf.mul(dy, beta), 2); // [B, C, 1]
      return tf.reshape(tf.mul(saved[0]!, perClass), [batch, all]);
    };
    return { value: tf.sum(kept, 2), gradFunc };
  });
  return compute(affinity) as tf.Tensor2D;
}

/** What every image meets: W, F and which places are filled. */
export function cacheTensors({ keys, filled }: Pick<CacheModel, 'keys' | 'filled'>, text: Matrix) {
  return { text: toTensor(text), keys, ...(filled && { filled }) };
}
