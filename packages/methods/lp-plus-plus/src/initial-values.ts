import type { LabelledFeatures, Matrix } from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { float32, type HostTensor } from '@shotbench/tensor';

/** What a training starts from. */
export interface ProbeParameters extends Readonly<Record<string, HostTensor>> {
  /** w [C, D] */
  readonly weights: HostTensor;
  /** b [C] */
  readonly bias: HostTensor;
  /** α [C] */
  readonly alpha: HostTensor;
}

/**
 * w_c: the sum of a class's features, zeros where it has none (`compute_centroids`, whose division by the number of images is commented out, so that
 * w grows with the shots).
 */
export function classSums({ features: { columns: D, data }, labels }: LabelledFeatures, classes: number): HostTensor {
  const sums = new Float64Array(classes * D);
  labels.forEach((c, n) => {
    for (let d = 0; d < D; d++) sums[c * D + d]! += data[n * D + d]!;
  });
  return float32([classes, D], Float32Array.from(sums));
}

/**
 * b as `torch.nn.Linear(D, C)` draws it after `torch.manual_seed(seed)`: uniform in ±1/√D, after the C · D draws of the weights, which are replaced.
 */
export function linearBias(classes: number, D: number, seed: number): HostTensor {
  const random = new TorchRandom(seed);
  random.linear(classes * D, D);
  return float32([classes], random.linear(classes, D));
}

/**
 * The one initial value of all α_c: factor · the mean over classes of a class's mean cosine f_i · t_c between its images and its text
 * (`calculate_init_alpha`). Classes without images do not count.
 *
 * @param cosines [N, C]
 */
export function initialAlpha({ columns: C, data }: Matrix, labels: Int32Array, factor: number): number {
  const sums = new Float64Array(C);
  const sizes = new Int32Array(C);
  labels.forEach((c, n) => {
    sums[c]! += data[n * C + c]!;
    sizes[c]!++;
  });
  let total = 0;
  let present = 0;
  sizes.forEach((size, c) => {
    if (size === 0) return;
    total += sums[c]! / size;
    present++;
  });
  return (factor * total) / present;
}
