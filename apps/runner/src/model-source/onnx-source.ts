import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { createHash } from 'node:crypto';

import { findOnnxEncoder, type OnnxEncoder, openOnnxEncoder } from '@shotbench/clip';

import type { ModelSource } from './model-source.ts';
import { preprocessingOf } from './preprocessing.ts';

/** CLIP's context; exports leave it open (openai/CLIP, `context_length`). */
const CONTEXT_LENGTH = 77;
/** What CLIP's trained logit scale is clamped at; exports of the encoders do not hold it. */
const LOGIT_SCALE = 100;
/** Of most CLIP models, for exports that leave the image size open and have no preprocessor_config.json. */
const IMAGE_SIZE = 224;

/** A model as ready-made `.onnx` exports of its encoders; undefined where the folder has none of an image encoder. */
export async function onnxSource(folder: string, threads: number): Promise<ModelSource | undefined> {
  const file = findOnnxEncoder(folder, 'image');
  if (file === undefined) return undefined;
  const image = await openOnnxEncoder(file, { threads });
  const side = image.inputShape.at(-1);
  const preprocessing = preprocessingOf(folder, typeof side === 'number' ? side : IMAGE_SIZE);
  const { size } = preprocessing;
  const textFile = findOnnxEncoder(folder, 'text');
  return {
    backbone: basename(resolve(folder)),
    folder,
    logitScale: LOGIT_SCALE,
    hash: () => hashFiles(textFile === undefined ? [file] : [file, textFile]),
    preprocessing,
    contextLength: CONTEXT_LENGTH,
    vocabSize: undefined,

    async imageEncoder({ batch }) {
      const batchSize = fixedBatch(image) ?? batch;
      const shape = [batchSize, 3, size, size];
      // The file may not say how long a feature is; an empty batch does.
      const { D } = await image.run(new Float32Array(batchSize * 3 * size * size), shape);
      return { featureDim: D, batchSize, encode: async (pixels) => (await image.run(pixels, shape)).rows };
    },

    async textEncoder() {
      if (textFile === undefined) return undefined;
      const encoder = await openOnnxEncoder(textFile, { threads });
      return (ids, texts) => encoder.run(ids, [texts, CONTEXT_LENGTH]);
    },
  };
}

/** The batch size of an export that takes no other. */
function fixedBatch({ inputShape: [rows] }: OnnxEncoder): number | undefined {
  return typeof rows === 'number' && rows > 0 ? rows : undefined;
}

async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
