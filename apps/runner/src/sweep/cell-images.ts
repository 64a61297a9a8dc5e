import type { PreprocessConfig } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';
import type { FeatureSet } from '@shotbench/feature-cache';
import { type Classifier, encodeImages, type Matrix, type TaskImages } from '@shotbench/few-shot';
import type { RunIdentity } from '@shotbench/tracker';

import type { SetImages } from '../images/set-images.ts';

/** The images behind a cell's feature sets. */
export interface CellImages {
  readonly images: Pick<SetImages, 'open'>;
  /** Of the model that made the features. */
  readonly preprocessing: PreprocessConfig;
}

/** The images of a cell's task: those of the draw in the order of its training rows, and those that its protocol lets settings be chosen on. */
export async function imagesOfTask(
  set: FeatureSet,
  { shots, seed, protocol }: Pick<RunIdentity, 'shots' | 'seed' | 'protocol'>,
  { images, preprocessing }: CellImages,
): Promise<TaskImages> {
  const drawn = set.drawnIds?.(shots, seed ?? undefined);
  const chosenOn = {
    fixed: () => [],
    'few-shot-val': () => drawn?.validation,
    'full-val': () => set.validationIds?.(),
    'test-oracle': () => set.testIds?.(),
  }[protocol];
  const train = await images.open(set.name, idsOf(set, drawn?.train), preprocessing);
  const validation = await images.open(set.name, idsOf(set, chosenOn()), preprocessing);
  return {
    centre: (rows) => train.centre(rows),
    views: (rows, view) => train.views(rows, view),
    validation: (rows) => validation.centre(rows),
  };
}

/** What a classifier that changes the image encoder makes of the test images of a set. */
export async function encodedTest(
  encode: NonNullable<Classifier['encode']>,
  set: FeatureSet,
  { images, preprocessing }: CellImages,
): Promise<Matrix> {
  const test = await images.open(set.name, idsOf(set, set.testIds?.()), preprocessing);
  return await encodeImages(encode, test.count, (rows) => test.centre(rows));
}

function idsOf({ name }: FeatureSet, ids: readonly string[] | undefined): readonly string[] {
  if (ids) return ids;
  throw new ShotbenchError(
    'IMAGES_UNKNOWN',
    `feature set "${name}" does not know which images its rows are of; expected a set extracted with "shotbench features extract"; extract it again`,
  );
}
