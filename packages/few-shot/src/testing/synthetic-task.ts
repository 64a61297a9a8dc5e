import { type Matrix, matrix, normalizeRows } from '../matrix.ts';
import { Random } from '../random.ts';
import { type FewShotTask, type LabelledFeatures, textFeatures } from '../task.ts';

export interface SyntheticTaskOptions {
  readonly seed?: number;
  readonly classes?: number;
  readonly shots?: number;
  readonly featureDim?: number;
  /** Distance of images from their class centre, in units of the centre's length; larger is harder. Default 0.7. */
  readonly spread?: number;
  readonly hasText?: boolean;
}

/** A task and the held-out images that tests judge its classifiers on. */
export interface SyntheticTask {
  readonly task: FewShotTask;
  readonly test: LabelledFeatures;
}

/** Images scattered around one random direction for each class, and text rows that are a noisy view of the same directions. */
export function syntheticTask(options: SyntheticTaskOptions = {}): SyntheticTask {
  const { seed = 1, classes = 5, shots = 4, featureDim = 16, spread = 0.7, hasText = true } = options;
  const random = new Random(seed);
  const centres = normalizeRows(noise(random, classes, featureDim));

  const images = (perClass: number): LabelledFeatures => {
    const labels = Int32Array.from({ length: perClass * classes }, (_, i) => i % classes);
    const rows = noise(random, labels.length, featureDim);
    labels.forEach((label, row) => {
      for (let d = 0; d < featureDim; d++) {
        const at = row * featureDim + d;
        rows.data[at] = centres.data[label * featureDim + d]! + (spread * rows.data[at]!) / Math.sqrt(featureDim);
      }
    });
    return { features: normalizeRows(rows), labels };
  };

  const train = images(shots);
  const validation = images(Math.min(shots, 4));
  const text = noise(random, classes, featureDim);
  text.data.forEach((value, i) => (text.data[i] = centres.data[i]! + (0.5 * value) / Math.sqrt(featureDim)));
  return {
    task: {
      dataset: 'synthetic',
      shots,
      classNames: Array.from({ length: classes }, (_, c) => `class ${c}`),
      train: { centre: train.features, views: [train.features], labels: train.labels },
      validation,
      ...(hasText && { text: textFeatures(text) }),
      logitScale: 100,
    },
    test: images(40),
  };
}

function noise(random: Random, rows: number, columns: number): Matrix {
  return matrix(
    Float32Array.from({ length: rows * columns }, () => random.normal()),
    columns,
  );
}
