import { imageEncoderProgram } from '@shotbench/clip';
import { float32, type HostTensor } from '@shotbench/tensor';

import { type Matrix, matrix, normalizeRows, stackRows } from '../matrix.ts';
import { Random } from '../random.ts';
import { type FewShotTask, textFeatures } from '../task.ts';
import type { TaskImages } from '../task-images.ts';
import type { TextModel } from '../text-model.ts';
import type { SyntheticTask, SyntheticTaskOptions } from './synthetic-task.ts';
import { encodeTexts, syntheticTextModel } from './synthetic-text-model.ts';

/** A task with its images, and the images that tests judge its classifiers on. */
export interface SyntheticImageTask extends SyntheticTask {
  /** [N, 3, S, S], in the order of `test`. */
  readonly testPixels: HostTensor;
}

/** How far views are from their image. */
const JITTER = 0.1;

/**
 * Images scattered around one random picture for each class, the small model with random weights that encodes them, and text features near those of the
 * classes' pictures.
 */
export async function syntheticImageTask(options: SyntheticTaskOptions = {}): Promise<SyntheticImageTask> {
  const { seed = 1, classes = 5, shots = 4, featureDim = 16, spread = 0.7, hasText = true } = options;
  const model = syntheticTextModel({ embedDim: featureDim, hasImages: true, text: { width: featureDim } });
  const side = model.config.vision.imageSize;
  const size = 3 * side ** 2;
  const random = new Random(seed);
  const noise = (length: number, factor: number): Float32Array =>
    Float32Array.from({ length }, () => factor * random.normal());
  const pictures = noise(classes * size, 1);
  const scattered = (labels: Int32Array): Float32Array => {
    const pixels = noise(labels.length * size, spread);
    labels.forEach((label, row) => {
      for (let i = 0; i < size; i++) pixels[row * size + i]! += pictures[label * size + i]!;
    });
    return pixels;
  };
  const labelsOf = (perClass: number) => Int32Array.from({ length: perClass * classes }, (_, i) => i % classes);
  const [labels, testLabels] = [labelsOf(shots), labelsOf(40)];
  const validationLabels = labelsOf(Math.min(shots, 4));
  const [train, test, validation] = [scattered(labels), scattered(testLabels), scattered(validationLabels)];
  const encode = encoderOf(model, side);
  const centre = normalizeRows(await encode(train));
  const names = Array.from({ length: classes }, (_, c) => String.fromCharCode(97 + c).repeat(5));
  const text = textFeatures(normalizeRows(await encode(pictures)));
  const aligned = await alignedWith(model, names, text.normalized);
  const task: FewShotTask = {
    ...{ dataset: 'synthetic', shots, classNames: names },
    train: { centre, views: [centre], mean: centre, labels },
    protocol: 'few-shot-val',
    validation: { features: normalizeRows(await encode(validation)), labels: validationLabels },
    ...(hasText && { text }),
    textModel: aligned,
    images: imagesIn({ train, validation }, side),
    logitScale: 100,
  };
  const features = normalizeRows(await encode(test));
  return {
    task,
    test: { features, labels: testLabels },
    testPixels: float32([testLabels.length, 3, side, side], test),
  };
}

/** The model with a text projection that gives "a photo of a NAME." the features of the class's picture. */
async function alignedWith(model: TextModel, names: readonly string[], pictures: Matrix): Promise<TextModel> {
  const { embedDim } = model.config;
  const identity = new Float32Array(embedDim ** 2);
  for (let d = 0; d < embedDim; d++) identity[d * embedDim + d] = 1;
  const projected = (data: Float32Array): TextModel => ({
    ...model,
    weights: new Map([...model.weights, ['text_projection', float32([embedDim, embedDim], data)]]),
  });
  const texts = await encodeTexts(
    projected(identity),
    names.map((name) => `a photo of a ${name}.`),
  );
  return projected(leastChange(texts, pictures));
}

/** The smallest P [D, D] with X P = Y for X, Y [C, D] of fewer rows than columns: P = Xᵀ (X Xᵀ)⁻¹ Y. */
function leastChange(x: Matrix, y: Matrix): Float32Array {
  const [C, D] = [x.rows, x.columns];
  const at = ({ columns, data }: Matrix, row: number, column: number): number => data[row * columns + column]!;
  // Rows of the Gram matrix beside those of Y, which elimination turns into (X Xᵀ)⁻¹ Y.
  const rows = Array.from({ length: C }, (_, i) => [
    ...Array.from({ length: C }, (_unused, j) => range(D).reduce((sum, d) => sum + at(x, i, d) * at(x, j, d), 0)),
    ...range(D).map((d) => at(y, i, d)),
  ]);
  for (let pivot = 0; pivot < C; pivot++) {
    const own = rows[pivot]!.map((value) => value / rows[pivot]![pivot]!);
    rows[pivot] = own;
    for (let i = 0; i < C; i++) {
      const factor = rows[i]![pivot]!;
      if (i !== pivot) rows[i] = rows[i]!.map((value, j) => value - factor * own[j]!);
    }
  }
  return Float32Array.from(
    range(D).flatMap((d) => range(D).map((e) => range(C).reduce((sum, i) => sum + at(x, i, d) * rows[i]![C + e]!, 0))),
  );
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** Images in memory, whose views are noisy copies. */
function imagesIn(
  { train, validation }: { readonly train: Float32Array; readonly validation: Float32Array },
  side: number,
): TaskImages {
  const size = 3 * side ** 2;
  const asTheyAre = () => (): number => 0;
  const rowsOf = (
    pixels: Float32Array,
    rows: ArrayLike<number>,
    change: (row: number) => () => number = asTheyAre,
  ): Promise<HostTensor> => {
    const data = new Float32Array(rows.length * size);
    Array.from(rows, (row, at) => {
      const next = change(row);
      for (let i = 0; i < size; i++) data[at * size + i] = pixels[row * size + i]! + next();
    });
    return Promise.resolve(float32([rows.length, 3, side, side], data));
  };
  return {
    centre: (rows) => rowsOf(train, rows),
    validation: (rows) => rowsOf(validation, rows),
    views: (rows, { seed, view }) =>
      rowsOf(train, rows, (row) => {
        const random = new Random(1_000_003 * seed + 1009 * view + row);
        return () => JITTER * random.normal();
      }),
  };
}

function encoderOf(model: TextModel, side: number): (pixels: Float32Array) => Promise<Matrix> {
  const [batch, size] = [16, 3 * side ** 2];
  const program = imageEncoderProgram(model, { batch, execution: { threads: 1 } });
  return async (pixels) => {
    const parts: Matrix[] = [];
    for (let start = 0; start < pixels.length; start += batch * size) {
      const some = pixels.subarray(start, start + batch * size);
      const { data } = await (await program).run(float32([some.length / size, 3, side, side], some));
      parts.push(matrix(data as Float32Array, model.config.embedDim));
    }
    return stackRows(parts);
  };
}
