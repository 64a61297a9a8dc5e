import type { FeatureSet } from '@shotbench/feature-cache';

import { matrix } from './matrix.ts';
import type { TargetClasses } from './method.ts';
import { textFeatures } from './task.ts';

/** The classes of a feature set, as a classifier is told them. */
export function targetClasses(set: FeatureSet): TargetClasses {
  const text = set.text();
  return { classNames: set.classNames, ...(text && { text: textFeatures(matrix(text, set.featureDim)) }) };
}
