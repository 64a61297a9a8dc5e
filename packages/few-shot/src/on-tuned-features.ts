import { z } from 'zod';

import { encodeImages } from './encode-images.ts';
import { meanOf, normalizeRows } from './matrix.ts';
import { type Classifier, defineMethod, type FitContext, type Method } from './method.ts';
import { partOf } from './part-of.ts';
import { protocolOf } from './protocol.ts';
import { requireImages, requireTraining } from './require.ts';
import type { FewShotTask } from './task.ts';
import { withoutValidation } from './without-validation.ts';

export interface OnTunedFeaturesOptions<E, H> {
  readonly id: string;
  readonly title: string;
  /** Tunes inside the image encoder; its settings are `fixed`. */
  readonly encoder: Method<E>;
  /** Learns from image features. */
  readonly head: Method<H>;
}

/** Settings of both methods, each under the name of its part. */
export interface OnTunedFeaturesConfig<E, H> {
  readonly encoder: E;
  readonly head: H;
}

/** How much of a fit's time is counted for the encoder. */
const ENCODER_PART = 0.8;

/**
 * Two methods one after the other: the first tunes the image encoder, the second learns from the features that the tuned one makes of the same training
 * images: "X + R-AMT" of R-AMT's comparison, whose code was not released. Where the feature set has V views of each training image, so have the new features, as
 * crops like those that the encoder was tuned on.
 */
export function onTunedFeatures<E extends { readonly cropScale: number }, H>({
  id,
  title,
  encoder,
  head,
}: OnTunedFeaturesOptions<E, H>): Method<OnTunedFeaturesConfig<E, H>> {
  return defineMethod<OnTunedFeaturesConfig<E, H>>({
    ...{ id, title },
    version: encoder.version + head.version - 1,
    protocol: { of: (config) => protocolOf(head, config.head) },
    needs: [...new Set([...encoder.needs, ...head.needs])],
    ...(head.namesNewClasses && { namesNewClasses: true }),
    usesSeed: encoder.usesSeed || head.usesSeed,
    config: z.strictObject({ encoder: withDefaults(encoder), head: withDefaults(head) }),
    checkClasses(names, config, task) {
      encoder.checkClasses?.(names, config.encoder, task);
      head.checkClasses?.(names, config.head, task);
    },

    async fit(task, config, context) {
      const ofEncoder = partOf(context, { from: 0, to: ENCODER_PART, label: `${encoder.id}, ` });
      const { checkpoint: _, ...ofHead } = partOf(context, { from: ENCODER_PART, to: 1, label: `${head.id}, ` });
      const tuned = await encoder.fit(withoutValidation(task), config.encoder, ofEncoder);
      const features = await tunedTask(task, tuned.encode!, { id, cropScale: config.encoder.cropScale, context });
      return headOn(tuned, await head.fit(features, config.head, ofHead));
    },
  });
}

function withDefaults<Config>(method: Method<Config>): z.ZodType<Config> {
  return method.config.prefault({} as never);
}

interface TunedTaskOptions {
  readonly id: string;
  readonly cropScale: number;
  readonly context: FitContext;
}

/** The task with the features of a tuned encoder in place of the model's own. */
async function tunedTask(
  task: FewShotTask,
  encode: NonNullable<Classifier['encode']>,
  { id, cropScale, context: { seed } }: TunedTaskOptions,
): Promise<FewShotTask> {
  const { images } = requireImages(task, id);
  const { labels, views } = requireTraining(task, id);
  const centre = await encodeImages(encode, labels.length, (rows) => images.centre(rows));
  const crops = [];
  for (let view = 0; views.length > 1 && view < views.length; view++) {
    const crop = { seed, view, scale: [cropScale, 1] as const };
    crops.push(await encodeImages(encode, labels.length, (rows) => images.views(rows, crop)));
  }
  const all = crops.length > 0 ? crops : [centre];
  const chosenOn = task.validation.labels;
  return {
    ...task,
    train: { centre, views: all, mean: normalizeRows(meanOf(all)), labels },
    validation: {
      features: await encodeImages(encode, chosenOn.length, (rows) => images.validation(rows)),
      labels: chosenOn,
    },
  };
}

/** The head's classifier of images that the tuned encoder has read. */
function headOn(tuned: Classifier, { forClasses, save, ...head }: Classifier): Classifier {
  return {
    ...head,
    trainableParameters: tuned.trainableParameters + head.trainableParameters,
    details: { ...head.details, encoder: tuned.details },
    encode: tuned.encode!,
    ...(forClasses && { forClasses: async (classes) => headOn(tuned, await forClasses(classes)) }),
    ...((save ?? tuned.save) && {
      save(path: string) {
        save?.(path);
        tuned.save?.(path.replace(/(\.safetensors)?$/, '-encoder.safetensors'));
      },
    }),
  };
}
