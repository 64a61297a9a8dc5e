import { float32, type HostTensor } from '@shotbench/tensor';

import { decodeImage } from './decode/decode-image.ts';
import { normalizeInto } from './preprocess/normalize-into.ts';
import { preprocessBytes } from './preprocess/preprocess-bytes.ts';
import type { PreprocessConfig } from './preprocess/preprocess-config.ts';
import type { RasterImage } from './raster-image.ts';
import type { Range } from './views/random-resized-crop.ts';
import { viewOf } from './views/view-of.ts';

export interface ImageReaderOptions {
  readonly config: PreprocessConfig;
  /** N paths. An image's place among them is its index. */
  readonly files: readonly string[];
  /** Decoded images are kept for the next time as long as they fit into this. Default 256 MiB. */
  readonly keepBytes?: number;
}

/** Which random crop of each image is wanted. */
export interface CropView {
  readonly seed: number;
  /** 0 for the first view of an image. */
  readonly view: number;
  /** Share of the image's area; see `viewOf`. */
  readonly scale: Range;
}

/** Images of a list, in any order and as often as they are asked for, as an image encoder reads them. */
export interface ImageReader {
  /** N */
  readonly count: number;
  /** @returns centre crops [n, 3, S, S]. @throws ShotbenchError as `decodeImage`. */
  centre(indices: ArrayLike<number>): Promise<HostTensor>;
  /** @returns random crops [n, 3, S, S], half of them mirrored; equal arguments give equal pixels. @throws ShotbenchError as `decodeImage`. */
  views(indices: ArrayLike<number>, view: CropView): Promise<HostTensor>;
}

const MEBIBYTE = 2 ** 20;

/** Reads images for methods that train on their pixels, epoch after epoch. */
export function imageReader({ config, files, keepBytes = 256 * MEBIBYTE }: ImageReaderOptions): ImageReader {
  const kept = new Map<number, RasterImage>();
  let bytes = 0;
  const open = async (index: number): Promise<RasterImage> => {
    const known = kept.get(index);
    if (known) return known;
    const image = await decodeImage(files[index]!);
    if (!kept.has(index) && bytes + image.data.length <= keepBytes) {
      kept.set(index, image);
      bytes += image.data.length;
    }
    return image;
  };
  const read = async (
    indices: ArrayLike<number>,
    samplesOf: (image: RasterImage, index: number) => Uint8Array,
  ): Promise<HostTensor> => {
    const size = 3 * config.size ** 2;
    const pixels = new Float32Array(indices.length * size);
    await Promise.all(
      Array.from(indices, async (index, at) =>
        normalizeInto(pixels.subarray(at * size, (at + 1) * size), samplesOf(await open(index), index), config),
      ),
    );
    return float32([indices.length, 3, config.size, config.size], pixels);
  };
  return {
    count: files.length,
    centre: (indices) => read(indices, (image) => preprocessBytes(image, config)),
    views: (indices, view) => read(indices, (image, index) => viewOf(image, config, { ...view, index })),
  };
}
