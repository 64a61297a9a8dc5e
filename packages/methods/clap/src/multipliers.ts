import { linearLogits, type Matrix, type TrainingImages } from '@shotbench/few-shot';
import type { ExecutionOptions } from '@shotbench/tensor';

export interface ZeroShotOptions {
  /** Text features [C, D], rows of unit length. */
  readonly text: Matrix;
  /** s */
  readonly logitScale: number;
  readonly execution: ExecutionOptions;
}

/**
 * λ_c [C]: how probable zero-shot CLIP thinks class c, on average over all views of its training images
 * (`init_lagrangian_multipliers` in `trainers/adapters.py`).
 *
 * Deviation: the reference divides by zero for a class without images. Nothing speaks against its text features, so its λ is 1, the largest
 * that a probability can be.
 * Deviation: the reference's passes over the images leave out those that do not fill a batch of 256; here every image counts.
 */
export async function zeroShotMultipliers(
  { views, labels }: Pick<TrainingImages, 'views' | 'labels'>,
  { text, logitScale, execution }: ZeroShotOptions,
): Promise<Float32Array> {
  const zeroShot = linearLogits({ weights: text, scale: logitScale, execution });
  const sums = new Float64Array(text.rows);
  const counts = new Float64Array(text.rows);
  for (const features of views) {
    const logits = await zeroShot(features);
    labels.forEach((label, n) => {
      sums[label]! += softmaxAt(logits, n, label);
      counts[label]! += 1;
    });
  }
  return Float32Array.from(sums, (sum, c) => (counts[c] === 0 ? 1 : sum / counts[c]!));
}

/** softmax(z_n)[c] */
function softmaxAt({ columns, data }: Matrix, n: number, c: number): number {
  const row = data.subarray(n * columns, (n + 1) * columns);
  const own = row[c]!;
  return 1 / row.reduce((sum, z) => sum + Math.exp(z - own), 0);
}

/** What the augmented Lagrangian keeps for each class. */
export interface AugmentedLagrangian {
  /** λ [C] */
  readonly multipliers: Float32Array;
  /** ρ [C], penalty parameters: zero at first. */
  readonly penalties: Float32Array;
}

/**
 * One `outer_step` of `trainers/adapters.py`, with d_c = ‖w_c − t_c‖² after the epoch: λ_c ← max(0, λ_c + ρ_c d_c), which is the derivative of
 * the Powell-Hestenes-Rockafellar penalty at d_c, and then ρ_c ← d_c. The first step leaves λ as it is, because ρ is still zero; as no d_c is
 * negative, λ never falls.
 *
 * @param distances d [C]
 */
export function outerStep(
  { multipliers, penalties }: AugmentedLagrangian,
  distances: Float32Array,
): AugmentedLagrangian {
  return {
    multipliers: multipliers.map((lambda, c) => Math.max(0, lambda + penalties[c]! * distances[c]!)),
    penalties: distances,
  };
}

/** ‖w_c − t_c‖² [C] */
export function squaredDistances(weights: Matrix, text: Matrix): Float32Array {
  const { rows: C, columns: D } = text;
  return Float32Array.from({ length: C }, (_, c) => {
    let sum = 0;
    for (let i = c * D; i < (c + 1) * D; i++) sum += (weights.data[i]! - text.data[i]!) ** 2;
    return sum;
  });
}
