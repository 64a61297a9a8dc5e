import { join } from 'node:path';

import { floatToHalf } from '@shotbench/array-files';
import { type ImagePool, normalizeInto, type PreparedImage, type PreprocessConfig } from '@shotbench/clip';
import type { Item } from '@shotbench/datasets';
import { ShotbenchError } from '@shotbench/errors';

import type { PartialFeatures } from '../store/partial-features.ts';

/** An image encoder that takes batches of one size. */
export interface BatchEncoder {
  /** D */
  readonly featureDim: number;
  /** B */
  readonly batchSize: number;
  /** @param pixels normalised [B, 3, n, n] @returns [B, D], un-normalised. */
  encode(pixels: Float32Array): Promise<Float32Array>;
}

export interface ExtractSplitOptions {
  /** The folder that the items' paths are relative to. */
  readonly images: string;
  readonly items: readonly Item[];
  /** S samples are made of each image: the centre crop and its views. */
  readonly samples: number;
  readonly pool: ImagePool;
  readonly preprocessing: PreprocessConfig;
  readonly encoder: BatchEncoder;
  readonly partial: PartialFeatures;
  /** Called with the number of images that are done. */
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Images of a chunk at least: often enough for progress and restarts, seldom enough for the disk. */
const CHUNK_IMAGES = 64;

/**
 * Encodes the images of a split, chunk by chunk, leaving out the chunks that are there already. Chunks are cut at the same
 * images however often an extraction is begun anew, so that what comes out is the same to the last bit.
 *
 * @returns [N, S, D] as half precision.
 * @throws ShotbenchError `FEATURES_OVERFLOW` naming the image whose features half precision can't hold, and whatever
 *   reading an image throws; the signal's reason when aborted.
 */
export async function extractSplit(options: ExtractSplitOptions): Promise<Uint16Array> {
  const { items, samples, partial, encoder, onProgress, signal } = options;
  const perChunk = imagesPerChunk(encoder.batchSize, samples);
  const chunks = Math.ceil(items.length / perChunk);
  const finished = partial.finished();
  let done = 0;
  const report = (images: number): void => {
    done += images;
    onProgress(done);
  };
  const sizeOf = (chunk: number): number => Math.min(perChunk, items.length - chunk * perChunk);
  const missing = Array.from({ length: chunks }, (_, chunk) => chunk).filter((chunk) => !finished.has(chunk));
  for (const chunk of finished) if (chunk < chunks) report(sizeOf(chunk));

  const files = missing.flatMap((chunk) =>
    Array.from({ length: sizeOf(chunk) }, (_, i) => {
      const index = chunk * perChunk + i;
      return { index, file: join(options.images, items[index]!.path) };
    }),
  );
  const prepared = options.pool.prepare(files);
  try {
    for (const chunk of missing) {
      signal?.throwIfAborted();
      const count = sizeOf(chunk);
      const features = await encodeChunk(prepared, count, options);
      const first = chunk * perChunk;
      partial.write(
        chunk,
        halves(features, (row) => items[first + Math.floor(row / samples)]!.path, encoder.featureDim),
      );
      report(count);
    }
  } finally {
    await prepared.return();
  }
  return partial.readAll(chunks);
}

/** As many images as fill whole batches with their samples. */
function imagesPerChunk(batchSize: number, samples: number): number {
  const whole = batchSize / greatestCommonDivisor(batchSize, samples);
  return whole * Math.ceil(CHUNK_IMAGES / whole);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The next `count` images' features [count · S, D]; the last batch of a split is filled up with empty images. */
async function encodeChunk(
  prepared: AsyncGenerator<PreparedImage, void, undefined>,
  count: number,
  { samples, preprocessing, encoder }: ExtractSplitOptions,
): Promise<Float32Array> {
  const { batchSize, featureDim } = encoder;
  const sampleSize = 3 * preprocessing.size ** 2;
  const features = new Float32Array(count * samples * featureDim);
  const pixels = new Float32Array(batchSize * sampleSize);
  let filled = 0;
  let encoded = 0;
  const flush = async (): Promise<void> => {
    pixels.fill(0, filled * sampleSize);
    const rows = await encoder.encode(pixels);
    features.set(rows.subarray(0, filled * featureDim), encoded * featureDim);
    encoded += filled;
    filled = 0;
  };
  for (let image = 0; image < count; image++) {
    const next = await prepared.next();
    if (next.done) throw new Error(`the pool ended after ${image} of ${count} images`);
    const { bytes } = next.value;
    for (let s = 0; s < samples; s++) {
      const target = pixels.subarray(filled * sampleSize, (filled + 1) * sampleSize);
      normalizeInto(target, bytes.subarray(s * sampleSize, (s + 1) * sampleSize), preprocessing);
      filled++;
      if (filled === batchSize) await flush();
    }
  }
  if (filled > 0) await flush();
  return features;
}

/** Rounds to half precision, whose largest number is 65504. */
function halves(features: Float32Array, pathOf: (row: number) => string, featureDim: number): Uint16Array {
  const at = features.findIndex((value) => !(Math.abs(value) <= 65504));
  if (at < 0) return floatToHalf(features);
  throw new ShotbenchError(
    'FEATURES_OVERFLOW',
    `a feature of ${pathOf(Math.floor(at / featureDim))} is ${features[at]}; expected a number that half precision can hold, at most 65504; ` +
      'check the weights of the model',
  );
}
