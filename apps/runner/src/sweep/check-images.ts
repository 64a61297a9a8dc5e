import { imageEncoderProgram } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';
import type { FeatureSet } from '@shotbench/feature-cache';
import { matrix, normalizeRows, rowsOf, type TextModel, unitRows } from '@shotbench/few-shot';
import type { RunIdentity } from '@shotbench/tracker';

import { type CellImages, imagesOfTask } from './cell-images.ts';

/** Images that are compared. */
const COMPARED = 4;
/** Less than 1 for features that were rounded to float16, and nothing that another image or another model would reach by chance. */
const LEAST_COSINE = 0.99;

export interface CheckImagesOptions {
  readonly model: TextModel;
  readonly cellImages: CellImages;
  readonly threads: number;
}

/**
 * Encodes some training images of a draw and compares them with the set's features, so that nobody tunes a model on other images than those that the features
 * are of, or another model.
 * @throws ShotbenchError `IMAGES_OTHER`.
 */
export async function checkImages(
  set: FeatureSet,
  identity: Pick<RunIdentity, 'shots' | 'seed'>,
  { model, cellImages, threads }: CheckImagesOptions,
): Promise<void> {
  const { shots, seed } = identity;
  const { train } = set.drawnIds?.(shots, seed ?? undefined) ?? { train: [] };
  const count = Math.min(COMPARED, train.length);
  if (count === 0) return;
  const images = await imagesOfTask(set, { ...identity, protocol: 'fixed' }, cellImages);
  const encoder = await imageEncoderProgram(model, { batch: count, execution: { threads } });
  const { data } = await encoder.run(await images.centre([...Array(count).keys()]));
  const encoded = normalizeRows(matrix(data as Float32Array, model.config.embedDim));
  const stored = unitRows(set.train(shots, seed ?? undefined), set.featureDim).features;
  for (let row = 0; row < count; row++) {
    const [own, other] = [rowsOf(stored, row, row + 1).data, rowsOf(encoded, row, row + 1).data];
    const cosine = own.reduce((sum, value, d) => sum + value * other[d]!, 0);
    if (cosine >= LEAST_COSINE) continue;
    throw new ShotbenchError(
      'IMAGES_OTHER',
      `"${train[row]}" encoded by ${model.backbone} has a cosine of ${cosine.toFixed(3)} to its row of feature set "${set.name}"; expected ${LEAST_COSINE} or more, ` +
        'the same image and the same model; give --images the folder and --model the model that the features were extracted from',
    );
  }
}
