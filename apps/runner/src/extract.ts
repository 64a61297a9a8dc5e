import { totalmem } from 'node:os';

import { extractFeatures, FeatureCache } from '@shotbench/feature-cache';

import { openDatasetOrBuiltIn } from './built-in/built-in-dataset.ts';
import { openModel } from './built-in/built-in-model.ts';
import type { ExtractCommandOptions } from './commands/features-extract.ts';
import { describeSet } from './describe-set.ts';
import { encodeClassNames } from './encode-class-names.ts';
import { ImageReporter } from './image-reporter.ts';

/** The template of most of CoOp's datasets (`CUSTOM_TEMPLATES` of trainers/zsclip.py), for those that have no card. */
const DEFAULT_TEMPLATE = 'a photo of a {}.';

export interface ExtractRequest extends ExtractCommandOptions {
  /** Where the line about the result goes. Default: standard output. */
  readonly report?: NodeJS.WritableStream;
}

/**
 * Encodes a dataset with a model and puts the features into the cache.
 * @returns the exit code: 0, or 130 after an interrupt.
 */
export async function extract(options: ExtractRequest): Promise<number> {
  // Everything that can be wrong with the request is found before the first image is encoded.
  const { dataset, builtIn } = await openDatasetOrBuiltIn(options, options.cache);
  const { threads, report = process.stdout } = options;
  const { card } = dataset;
  const model = await openModel(options.model, threads);
  const { backbone, preprocessing, logitScale } = model;
  const usual = builtIn?.templates ?? [card?.template ?? DEFAULT_TEMPLATE];
  const templates = options.template.length > 0 ? options.template : usual;
  const text = await encodeClassNames(model, dataset.classNames, {
    ...{ templates, mean: options.textMean, threads },
    duplicates: card?.repeatedNames ? 'allow' : 'refuse',
  });

  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort(new Error('interrupted'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const reporter = new ImageReporter(process.stderr, () => performance.now());
  try {
    const { info, status } = await extractFeatures({
      name: options.name ?? `${dataset.name}-${backbone}`,
      cache: new FeatureCache(options.cache),
      dataset,
      model: { backbone, hash: await model.hash(), logitScale },
      encoder: await model.imageEncoder({ batch: options.batch ?? comfortableBatch(preprocessing.size), threads }),
      preprocessing,
      ...(options.views > 0 && {
        views: { count: options.views, seed: options.viewSeed, scale: options.viewScale },
      }),
      ...(text && { text }),
      workers: options.workers,
      replace: options.replace === true,
      onProgress: (progress) => reporter.progress(progress),
      signal: interrupt.signal,
    });
    reporter.end();
    report.write(`${status === 'imported' ? 'extracted' : status} ${describeSet(info)}\n`);
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

/**
 * Images in a batch. Beyond a few thousand rows in its matrix products an encoder gets no faster; 32 images of 224 pixels need
 * about 1 GiB at ViT-L/14's size, so machines with less memory get fewer.
 */
function comfortableBatch(size: number): number {
  const byMemory = Math.floor(totalmem() / 2 ** 32) * 8;
  const bySize = Math.round(32 * (224 / size) ** 2);
  return Math.max(1, Math.min(256, byMemory, bySize));
}
