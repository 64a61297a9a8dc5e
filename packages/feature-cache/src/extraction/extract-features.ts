import { imagePool, type PreprocessConfig } from '@shotbench/clip';
import type { JsonValue } from '@shotbench/content-hash';
import type { Dataset, SplitName } from '@shotbench/datasets';

import type { FeatureCache, ImportResult } from '../feature-cache.ts';
import type { ExtractedRows } from '../seal-extracted.ts';
import type { PartialFeatures } from '../store/partial-features.ts';
import { type BatchEncoder, extractSplit } from './extract-split.ts';

/** Random crops of the training images. */
export interface ViewOptions {
  /** V */
  readonly count: number;
  readonly seed: number;
  /** Smallest and largest share of the image's area. */
  readonly scale: readonly [number, number];
}

export interface ExtractOptions {
  /** The name that the set gets in the cache. */
  readonly name: string;
  readonly cache: FeatureCache;
  readonly dataset: Dataset;
  readonly model: {
    /** What people call the encoder. */
    readonly backbone: string;
    /** Hash of its weights. */
    readonly hash: string;
    readonly logitScale: number;
  };
  readonly encoder: BatchEncoder;
  readonly preprocessing: PreprocessConfig;
  /** Views of the training images; none by default. */
  readonly views?: ViewOptions;
  /** Text features [C, D] and what they were made of; absent where the model can't read text. */
  readonly text?: { readonly rows: Float32Array; readonly source: Readonly<Record<string, JsonValue>> };
  /** Threads that decode and resize beside the encoder. */
  readonly workers: number;
  readonly replace?: boolean;
  readonly onProgress?: (progress: ExtractProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ExtractProgress {
  readonly split: SplitName;
  /** Images of all splits that are done, those of earlier runs included. */
  readonly done: number;
  readonly total: number;
}

/**
 * Encodes the images of all splits and puts them into the cache as one set: the centre crop of every image, and V views of the
 * training images. What is finished survives a kill, and the next extraction of the same goes on from it.
 *
 * @throws what reading images, encoding and storing throw; the signal's reason when aborted.
 */
export async function extractFeatures(options: ExtractOptions): Promise<ImportResult> {
  const { cache, dataset, model, encoder, preprocessing, views, text } = options;
  const { split, classNames, splitHash, images } = dataset;
  const source: Record<string, JsonValue> = {
    model: model.hash,
    preprocessing: plain(preprocessing),
    split: splitHash,
    views: views === undefined ? null : { count: views.count, seed: views.seed, scale: [...views.scale] },
  };
  const total = split.train.length + split.validation.length + split.test.length;
  const partials: PartialFeatures[] = [];
  let before = 0;

  const extract = async (name: SplitName, withViews?: ViewOptions): Promise<Uint16Array> => {
    const recipe = { ...source, views: withViews === undefined ? null : source['views']!, part: name };
    const partial = cache.partial({ ...recipe, batch: encoder.batchSize });
    partials.push(partial);
    const pool = imagePool({
      workers: options.workers,
      config: preprocessing,
      ...(withViews && {
        views: { seed: withViews.seed, numbers: [...Array(withViews.count).keys()], scale: withViews.scale },
      }),
    });
    try {
      const items = split[name];
      const features = await extractSplit({
        ...{ images, items, pool, preprocessing, encoder, partial },
        samples: 1 + (withViews?.count ?? 0),
        onProgress: (done) => options.onProgress?.({ split: name, done: before + done, total }),
        ...(options.signal && { signal: options.signal }),
      });
      before += items.length;
      return features;
    } finally {
      await pool.close();
    }
  };
  const rows = (name: SplitName, features: Uint16Array): ExtractedRows => ({
    features,
    labels: Int32Array.from(split[name], ({ label }) => label),
    ids: split[name].map(({ path }) => path),
  });

  const train = separate(await extract('train', views), 1 + (views?.count ?? 0), encoder.featureDim);
  const validation = split.validation.length > 0 ? await extract('validation') : undefined;
  const test = await extract('test');
  const result = cache.storeExtracted(
    options.name,
    {
      ...{ backbone: model.backbone, logitScale: model.logitScale, featureDim: encoder.featureDim, classNames },
      source: { ...source, text: text?.source ?? null },
      ...(text && { text: text.rows }),
      train: { ...rows('train', train.centre), ...(views && { views: train.views }) },
      ...(validation && { validation: rows('validation', validation) }),
      test: rows('test', test),
    },
    { replace: options.replace === true },
  );
  // Only now: until the set is stored, they are what a later run goes on from.
  for (const partial of partials) partial.remove();
  return result;
}

/** [N, S, D] as the centre crops [N, D] and the views [S − 1, N, D]. */
function separate(features: Uint16Array, samples: number, dims: number): { centre: Uint16Array; views: Uint16Array } {
  const rows = features.length / (samples * dims);
  const all = new Uint16Array(features.length);
  for (let n = 0; n < rows; n++) {
    for (let s = 0; s < samples; s++) {
      const from = (n * samples + s) * dims;
      all.set(features.subarray(from, from + dims), (s * rows + n) * dims);
    }
  }
  return { centre: all.slice(0, rows * dims), views: all.slice(rows * dims) };
}

function plain({ size, resize, filter, rgbFirst, rescale, mean, std }: PreprocessConfig): JsonValue {
  return { size, resize: resize && { ...resize }, filter, rgbFirst, rescale, mean: [...mean], std: [...std] };
}
