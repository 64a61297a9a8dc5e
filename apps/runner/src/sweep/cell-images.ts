import type { ImageReader, PreprocessConfig } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';
import type { FeatureSet } from '@shotbench/feature-cache';
import { type Classifier, type Matrix, stackRows, type TaskImages } from '@shotbench/few-shot';
import type { RunIdentity } from '@shotbench/tracker';

import type { SetImages } from '../images/set-images.ts';

/** The images behind a cell's feature sets. */
export interface CellImages {
  readonly images: Pick<SetImages, 'open'>;
  /** Of the model that made the features. */
  readonly preprocessing: PreprocessConfig;
}

/** Test images that are in memory at a time. */
const AT_A_TIME = 64;

/** The images of a draw, in the order of its training rows. */
export async function drawnImages(
  set: FeatureSet,
  { shots, seed }: Pick<RunIdentity, 'shots' | 'seed'>,
  { images, preprocessing }: CellImages,
): Promise<TaskImages> {
  return await images.open(set.name, idsOf(set, set.drawnIds?.(shots, seed ?? undefined).train), preprocessing);
}

/** What a classifier that changes the image encoder makes of the test images of a set. */
export async function encodedTest(
  encode: NonNullable<Classifier['encode']>,
  set: FeatureSet,
  { images, preprocessing }: CellImages,
): Promise<Matrix> {
  const reader = await images.open(set.name, idsOf(set, set.testIds?.()), preprocessing);
  const parts: Matrix[] = [];
  for (let start = 0; start < reader.count; start += AT_A_TIME) {
    parts.push(await encode(await reader.centre(range(start, reader))));
  }
  return stackRows(parts);
}

function range(start: number, { count }: ImageReader): number[] {
  return Array.from({ length: Math.min(AT_A_TIME, count - start) }, (_, i) => start + i);
}

function idsOf({ name }: FeatureSet, ids: readonly string[] | undefined): readonly string[] {
  if (ids) return ids;
  throw new ShotbenchError(
    'IMAGES_UNKNOWN',
    `feature set "${name}" does not know which images its rows are of; expected a set extracted with "shotbench features extract"; extract it again`,
  );
}
