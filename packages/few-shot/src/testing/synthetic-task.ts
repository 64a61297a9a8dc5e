import { type Matrix, matrix, meanOf, normalizeRows } from '../matrix.ts';
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
  /** V, augmented views of the training images: noisy copies of them. Default 1, the images themselves. */
  readonly views?: number;
}

/** A task and the held-out images that tests judge its classifiers on. */
export interface SyntheticTask {
  readonly task: FewShotTask;
  readonly test: LabelledFeatures;
}

/** Images scattered around one random direction for each class, and text rows that are a noisy view of the same directions. */
export function syntheticTask(options: SyntheticTaskOptions = {}): SyntheticTask {
  const { seed = 1, classes = 5, shots = 4, featureDim = 16, spread = 0.7, hasText = true, views: V = 1 } = options;
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
  const test = images(40);
  const views = V === 1 ? [train.features] : Array.from({ length: V }, () => jittered(random, train.features));
  return {
    task: {
      dataset: 'synthetic',
      shots,
      classNames: Array.from({ length: classes }, (_, c) => `class ${c}`),
      train: { centre: train.features, views, mean: normalizeRows(meanOf(views)), labels: train.labels },
      protocol: 'few-shot-val',
      validation,
      ...(hasText && { text: textFeatures(text) }),
      logitScale: 100,
    },
    test,
  };
}

/** The task with only some of its training images. */
export function withTrainingRows(task: FewShotTask, rows: readonly number[]): FewShotTask {
  const pick = ({ columns, data }: Matrix): Matrix => {
    const picked = rows.flatMap((row) => [...data.subarray(row * columns, (row + 1) * columns)]);
    return { rows: rows.length, columns, data: Float32Array.from(picked) };
  };
  const { centre, views, mean, labels } = task.train;
  const train = { centre: pick(centre), views: views.map(pick), mean: pick(mean) };
  return { ...task, train: { ...train, labels: Int32Array.from(rows, (row) => labels[row]!) } };
}

function jittered(random: Random, rows: Matrix): Matrix {
  const shifts = noise(random, rows.rows, rows.columns);
  const data = rows.data.map((value, i) => value + (0.3 * shifts.data[i]!) / Math.sqrt(rows.columns));
  return normalizeRows({ ...rows, data });
}

function noise(random: Random, rows: number, columns: number): Matrix {
  return matrix(
    Float32Array.from({ length: rows * columns }, () => random.normal()),
    columns,
  );
}
