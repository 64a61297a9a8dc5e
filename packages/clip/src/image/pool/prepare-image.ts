import { decodeImage } from '../decode/decode-image.ts';
import type { PreprocessConfig } from '../preprocess/preprocess-config.ts';
import { preprocessBytes } from '../preprocess/preprocess-bytes.ts';
import type { Range } from '../views/random-resized-crop.ts';
import { viewOf } from '../views/view-of.ts';

/** What is made of every image. Plain data: it travels to worker threads. */
export interface PreparePlan {
  readonly config: PreprocessConfig;
  /** Whether the centre crop is wanted; true unless said otherwise. */
  readonly centre?: boolean;
  /** Training views; none unless said otherwise. */
  readonly views?: ViewPlan;
}

export interface ViewPlan {
  readonly seed: number;
  /** The numbers of the views, 0 for the first of an image. */
  readonly numbers: readonly number[];
  /** Share of the image's area; see `viewOf`. */
  readonly scale?: Range;
  /** Width over height of the crop; see `viewOf`. */
  readonly ratio?: Range;
}

export interface ImageFile {
  readonly file: string;
  /** The image's place in its data set: a view depends on it. */
  readonly index: number;
}

/**
 * Decodes an image once and makes the centre crop and the views of it.
 *
 * @returns 8-bit samples [V, 3, n, n]: the centre crop, if wanted, then the views in the order of the plan.
 * @throws ShotbenchError as `decodeImage`
 */
export async function prepareImage({ file, index }: ImageFile, plan: PreparePlan): Promise<Uint8Array<ArrayBuffer>> {
  const { config, centre = true, views } = plan;
  const image = await decodeImage(file);
  const made = centre ? [preprocessBytes(image, config)] : [];
  if (views !== undefined) {
    const { numbers, ...options } = views;
    for (const view of numbers) made.push(viewOf(image, config, { ...options, index, view }));
  }
  const bytes = new Uint8Array(made.length * 3 * config.size ** 2);
  made.forEach((part, v) => bytes.set(part, v * part.length));
  return bytes;
}
