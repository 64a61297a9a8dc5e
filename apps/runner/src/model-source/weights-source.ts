import { basename, resolve } from 'node:path';

import { imageEncoderProgram, loadModel, textEncoderProgram } from '@shotbench/clip';
import { float32, int32 } from '@shotbench/tensor';

import type { ModelSource } from './model-source.ts';
import { preprocessingOf } from './preprocessing.ts';

/** A model as weights, encoded by `@shotbench/clip`. */
export function weightsSource(path: string): ModelSource {
  const model = loadModel(path);
  const { vision, text, embedDim } = model.config;
  return {
    backbone: basename(resolve(model.folder)),
    folder: model.folder,
    logitScale: model.logitScale,
    hash: model.hash,
    preprocessing: preprocessingOf(model.folder, vision.imageSize),
    contextLength: text.contextLength,
    vocabSize: text.vocabSize,

    async imageEncoder({ batch, threads }) {
      const program = await imageEncoderProgram(model, { batch, execution: { threads } });
      const shape = [batch, 3, vision.imageSize, vision.imageSize];
      return {
        featureDim: embedDim,
        batchSize: batch,
        encode: async (pixels) => (await program.run(float32(shape, pixels))).data as Float32Array,
      };
    },

    async textEncoder({ batch, length, threads }) {
      const program = await textEncoderProgram(model, { batch, length, execution: { threads } });
      return async (ids, texts) => {
        const { data } = await program.run(int32([texts, text.contextLength], ids));
        return { rows: data as Float32Array, D: embedDim };
      };
    },
  };
}
