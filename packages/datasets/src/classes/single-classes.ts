import { ShotbenchError } from '@shotbench/errors';

import { someOf } from '../wording.ts';

export const SINGLE_CLASSES = 'DATASET_SINGLE';

/** None, or one problem for all classes that have one image. */
export function singleClasses(classNames: readonly string[], folder: string): readonly ShotbenchError[] {
  if (classNames.length === 0) return [];
  const named = someOf(classNames.map((name) => `"${name}"`));
  return [
    new ShotbenchError(
      SINGLE_CLASSES,
      `${folder} has one image alone of ${named}; expected two at least, one to train with and one to test; add images`,
    ),
  ];
}
