import { totalmem } from 'node:os';

import { extractFeatures, FeatureCache } from '@shotbench/feature-cache';

import type { ExtractCommandOptions } from './commands/features-extract.ts';
import { describeSet } from './describe-set.ts';
import { encodeClassNames } from './encode-class-names.ts';
import { ImageReporter } from './image-reporter.ts';
import { openModelSource } from './model-source/open-model-source.ts';
import { requestedDataset } from './requested-dataset.ts';

/** The template of most of CoOp's datasets (`CUSTOM_TEMPLATES` of trainers/zsclip.py), for those that have no card. */
const DEFAULT_TEMPLATE = 'a photo of a {}.';

/**
 * Encodes a dataset with a model and puts the features into the cache.
 * @returns the exit code: 0, or 130 after an interrupt.
 */
export async function extract(options: ExtractCommandOptions): Promise<number> {
  // Everything that can be wrong with the request is found before the first image is encoded.
  const dataset = requestedDataset(options);
  const { threads } = options;
  const { card } = dataset;
  const model = await openModelSource(options.model, threads);
  const { backbone, preprocessing, logitScale } = model;
  const templates = options.template.length > 0 ? options.template : [card?.template ?? DEFAULT_TEMPLATE];
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

/**
 * Images in a batch. Beyond a few thousand rows in its matrix products an encoder gets no faster; 32 images of 224 pixels need
 * about 1 GiB at ViT-L/14's size, so machines with less memory get fewer.
 */
function comfortableBatch(size: number): number {
  const byMemory = Math.floor(totalmem() / 2 ** 32) * 8;
  const bySize = Math.round(32 * (224 / size) ** 2);
  return Math.max(1, Math.min(256, byMemory, bySize));
}
