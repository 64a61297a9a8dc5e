import { cutImageEncoder } from '@shotbench/clip';
import { type CropView, requireImages, type FewShotTask } from '@shotbench/few-shot';
import { type ExecutionOptions, float32, type HostTensor, tf } from '@shotbench/tensor';

import { imageFunction } from './image-function.ts';
import { visualWeights } from './visual-weights.ts';

export interface FrozenTokensOptions {
  readonly methodId: string;
  /** L: blocks 0 to L − 1 stay as they are. */
  readonly layers: number;
  /** V */
  readonly views: number;
  readonly seed: number;
  readonly cropScale: number;
  readonly execution: ExecutionOptions;
}

/** What block L of the image encoder reads. */
export interface FrozenTokens {
  /** @param rows of the training images. @param view 0 to V − 1. @returns [n, T, W]. */
  of(rows: ArrayLike<number>, view: number): Promise<HostTensor>;
}

/** Images that are encoded together: always the same ones, so that an image's tokens do not depend on when they are asked for. */
const GROUP = 16;
/** All tokens of all views are kept, or none: batches are drawn from all of them in every epoch. */
const MOST_BYTES = 2 * 2 ** 30;

/**
 * The tokens of V random crops of each training image after the first L blocks, which no step changes, kept from the first time that they are asked for. They are
 * cut by the same seed and view as the crops of `tuneOnImages`.
 *
 * @returns undefined where they would take more than 2 GiB.
 */
export function frozenTokens(task: FewShotTask, options: FrozenTokensOptions): FrozenTokens | undefined {
  const { methodId, layers, views, seed, cropScale, execution } = options;
  const { images, model } = requireImages(task, methodId);
  const { vision } = model.config;
  if (vision.kind !== 'vit') return undefined;
  const [T, W] = [(vision.imageSize / vision.patchSize) ** 2 + 1, vision.width];
  const count = task.train.labels.length;
  if (4 * count * views * T * W > MOST_BYTES) return undefined;

  const { begin } = cutImageEncoder(model.config, layers);
  const { inputs, lookup } = visualWeights(model);
  const encode = imageFunction({
    columns: T * W,
    constants: inputs,
    compute: (pixels, tensors) =>
      tf.reshape(tf.transpose(begin(lookup(tensors), pixels), [1, 0, 2]), [pixels.shape[0], T * W]),
    execution,
    batch: GROUP,
  });
  const groups = new Map<string, Promise<Float32Array>>();
  const encodeGroup = async (group: number, view: number): Promise<Float32Array> => {
    const first = group * GROUP;
    const rows = Array.from({ length: Math.min(GROUP, count - first) }, (_, i) => first + i);
    const crop: CropView = { seed, view, scale: [cropScale, 1] };
    return (await encode(await images.views(rows, crop))).data;
  };
  const tokensOf = async (row: number, view: number): Promise<Float32Array> => {
    const group = Math.floor(row / GROUP);
    const key = `${view} ${group}`;
    const encoded = groups.get(key) ?? encodeGroup(group, view);
    groups.set(key, encoded);
    const at = (row - group * GROUP) * T * W;
    return (await encoded).subarray(at, at + T * W);
  };
  return {
    async of(rows, view) {
      const data = new Float32Array(rows.length * T * W);
      for (let i = 0; i < rows.length; i++) data.set(await tokensOf(rows[i]!, view), i * T * W);
      return float32([rows.length, T, W], data);
    },
  };
}
