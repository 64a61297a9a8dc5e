import { type Matrix, matrix, meanOf, normalizeRows } from '../matrix.ts';
import { Random } from '../random.ts';
import { type FewShotTask, type LabelledFeatures, textFeatures } from '../task.ts';
import { encodeTexts, syntheticTextModel } from './synthetic-text-model.ts';

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
  /** Text features [C, D] to put the images around. Default: random ones around the images' own random centres. */
  readonly text?: Matrix;
}

/** A task and the held-out images that tests judge its classifiers on. */
export interface SyntheticTask {
  readonly task: FewShotTask;
  readonly test: LabelledFeatures;
}

/**
 * A task with the text encoder that its text features come from, and images around these: close to one another as texts are, so that images
 * scatter by what tells classes apart.
 */
export async function syntheticTextTask(options: SyntheticTaskOptions = {}): Promise<SyntheticTask> {
  const { classes = 5, featureDim = 16 } = options;
  const textModel = syntheticTextModel({ embedDim: featureDim });
  // Names without a letter in common, since the encoder's weights are random.
  const names = Array.from({ length: classes }, (_, c) => String.fromCharCode(97 + c).repeat(5));
  const text = await encodeTexts(
    textModel,
    names.map((name) => `a photo of a ${name}.`),
  );
  const { task, test } = syntheticTask({ ...options, text });
  return { task: { ...task, classNames: names, textModel }, test };
}

/** Images scattered around one random direction for each class, and text rows that are a noisy view of the same directions. */
export function syntheticTask(options: SyntheticTaskOptions = {}): SyntheticTask {
  const { seed = 1, classes = 5, shots = 4, featureDim = 16, spread = 0.7, hasText = true, views: V = 1 } = options;
  const random = new Random(seed);
  const centres = normalizeRows(options.text ?? noise(random, classes, featureDim));
  const scatter = spread * (options.text ? meanDistance(centres) / Math.SQRT2 : 1);

  const images = (perClass: number): LabelledFeatures => {
    const labels = Int32Array.from({ length: perClass * classes }, (_, i) => i % classes);
    const rows = noise(random, labels.length, featureDim);
    labels.forEach((label, row) => {
      for (let d = 0; d < featureDim; d++) {
        const at = row * featureDim + d;
        rows.data[at] = centres.data[label * featureDim + d]! + (scatter * rows.data[at]!) / Math.sqrt(featureDim);
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
      ...(hasText && { text: textFeatures(options.text ?? text) }),
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
  const { images } = task;
  const { centre, views, mean, labels } = task.train;
  const train = { centre: pick(centre), views: views.map(pick), mean: pick(mean) };
  const rowsOf = (numbers: ArrayLike<number>): number[] => Array.from(numbers, (number) => rows[number]!);
  return {
    ...task,
    train: { ...train, labels: Int32Array.from(rows, (row) => labels[row]!) },
    ...(images && {
      images: {
        ...images,
        centre: (numbers) => images.centre(rowsOf(numbers)),
        views: (numbers, view) => images.views(rowsOf(numbers), view),
      },
    }),
  };
}

/** Mean distance of two rows; √2 for random directions. */
function meanDistance({ rows, columns, data }: Matrix): number {
  let sum = 0;
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < a; b++) {
      let squares = 0;
      for (let d = 0; d < columns; d++) squares += (data[a * columns + d]! - data[b * columns + d]!) ** 2;
      sum += Math.sqrt(squares);
    }
  }
  return sum / ((rows * (rows - 1)) / 2);
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
