import { join } from 'node:path';

import { type FolderRows, writeFeatureFolder } from '@shotbench/feature-cache';

const [CLASSES, DIM] = [4, 8];

export interface FeatureFolderOptions {
  readonly text?: boolean;
  readonly classNames?: readonly string[];
  /** Another set with the same classes has another phase. */
  readonly phase?: number;
}

/** Rows near one axis for each class, so that methods have something to learn; the same on every machine. */
function images(perClass: number, phase: number): FolderRows {
  const labels = Int32Array.from({ length: CLASSES * perClass }, (_, row) => row % CLASSES);
  const features = Float32Array.from({ length: labels.length * DIM }, (_, i) => {
    const [row, column] = [Math.floor(i / DIM), i % DIM];
    return (column === labels[row] ? 1 : 0) + 0.6 * Math.sin(1 + phase + 7 * i);
  });
  return { features, labels };
}

/** Writes a folder of features that `features import` takes, and returns its path. */
export function featureFolder(parent: string, name: string, options: FeatureFolderOptions = {}): string {
  const { text = true, classNames = ['ant', 'bee', 'cat', 'dog'], phase = 0 } = options;
  const folder = join(parent, name);
  writeFeatureFolder(folder, {
    name,
    backbone: 'made up',
    featureDim: DIM,
    logitScale: 100,
    classNames,
    ...(text && { text: images(1, phase + 5).features }),
    draws: [1, 2, 4].map((shots) => ({
      shots,
      train: images(shots, phase + shots),
      validation: images(shots, phase + 10 + shots),
    })),
    test: images(25, phase + 30),
  });
  return folder;
}
