import { existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';

import {
  type ClipModel,
  DASSL_CROP_SCALE,
  imageEncoderProgram,
  loadModel,
  openaiPreprocess,
  parsePreprocessConfig,
  type PreprocessConfig,
} from '@shotbench/clip';
import { openDataset } from '@shotbench/datasets';
import { type BatchEncoder, extractFeatures, FeatureCache } from '@shotbench/feature-cache';
import { float32 } from '@shotbench/tensor';

import type { ExtractCommandOptions } from './commands/features-extract.ts';
import { describeSet } from './describe-set.ts';
import { encodeClassNames } from './encode-class-names.ts';
import { ExtractReporter } from './extract-reporter.ts';

/** The template of most of CoOp's datasets (`CUSTOM_TEMPLATES` of trainers/zsclip.py). */
const DEFAULT_TEMPLATE = 'a photo of a {}.';

/**
 * Encodes a dataset with a model and puts the features into the cache.
 * @returns the exit code: 0, or 130 after an interrupt.
 */
export async function extract(options: ExtractCommandOptions): Promise<number> {
  // Everything that can be wrong with the request is found before the first image is encoded.
  const dataset = openDataset(options.dataset);
  const model = loadModel(options.model);
  const preprocessing = preprocessingOf(model);
  const templates = options.template.length > 0 ? options.template : [DEFAULT_TEMPLATE];
  const execution = { threads: options.threads };
  const text = await encodeClassNames(model, dataset.classNames, { templates, mean: options.textMean, execution });

  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort(new Error('interrupted'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const reporter = new ExtractReporter(process.stderr, () => performance.now());
  try {
    const backbone = basename(resolve(model.folder));
    const { info, status } = await extractFeatures({
      name: options.name ?? `${dataset.name}-${backbone}`,
      cache: new FeatureCache(options.cache),
      dataset,
      model: { backbone, hash: await model.hash(), logitScale: model.logitScale },
      encoder: await batchEncoder(model, options.batch ?? comfortableBatch(preprocessing.size), options.threads),
      preprocessing,
      ...(options.views > 0 && {
        views: { count: options.views, seed: options.viewSeed, scale: options.viewScale ?? DASSL_CROP_SCALE },
      }),
      ...(text && { text }),
      workers: options.workers,
      replace: options.replace === true,
      onProgress: (progress) => reporter.progress(progress),
      signal: interrupt.signal,
    });
    reporter.end();
    process.stdout.write(`${status === 'imported' ? 'extracted' : status} ${describeSet(info)}\n`);
    return 0;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    reporter.end();
    process.stderr.write('interrupted; run the same command again to go on\n');
    return 130;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** The model folder's own preprocessing, or OpenAI's where it has none. */
function preprocessingOf({ folder, config }: ClipModel): PreprocessConfig {
  const file = join(folder, 'preprocessor_config.json');
  return existsSync(file)
    ? parsePreprocessConfig(readFileSync(file, 'utf8'), file)
    : openaiPreprocess(config.vision.imageSize);
}

async function batchEncoder(model: ClipModel, batchSize: number, threads: number): Promise<BatchEncoder> {
  const program = await imageEncoderProgram(model, { batch: batchSize, execution: { threads } });
  const { imageSize } = model.config.vision;
  return {
    featureDim: model.config.embedDim,
    batchSize,
    async encode(pixels) {
      const features = await program.run(float32([batchSize, 3, imageSize, imageSize], pixels));
      return features.data as Float32Array;
    },
  };
}

/**
 * Images in a batch. Beyond a few thousand rows in its matrix products an encoder gets no faster; 32 images of 224 pixels need
 * about 1 GiB at ViT-L/14's size, so machines with less memory get fewer.
 */
function comfortableBatch(size: number): number {
  const byMemory = Math.floor(totalmem() / 2 ** 32) * 8;
  const bySize = Math.round(32 * (224 / size) ** 2);
  return Math.max(1, Math.min(256, byMemory, bySize));
}
