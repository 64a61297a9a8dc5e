import {
  type Draws,
  epochBatches,
  type Matrix,
  stackRows,
  type StackedViews,
  toTensor,
  type TrainingImages,
} from '@shotbench/few-shot';
import { type HostTensor, int32 } from '@shotbench/tensor';

/** Images and texts as one set of samples. */
export interface Samples extends StackedViews {
  /** The first so many rows are images, the rest texts. */
  readonly imageCount: number;
  readonly textCount: number;
}

/**
 * All views of all images, and below them the text rows, each a sample of its class.
 *
 * Deviation: the reference takes one text for each template of a class and, besides the centre crop, its mirror image (`train.py`, `features.py`).
 * Here a class has the one text row of the feature set, and images have the set's views.
 *
 * @param text [C, D], rows of unit length.
 */
export function samplesOf(train: Pick<TrainingImages, 'views' | 'labels'>, text: Matrix): Samples {
  const { views, labels } = train;
  const [imageCount, textCount] = [views.length * labels.length, text.rows];
  const ofImages = views.flatMap(() => [...labels]);
  const ofTexts = Array.from({ length: textCount }, (_, c) => c);
  return {
    features: toTensor(stackRows([...views, text])),
    labels: int32([imageCount + textCount], [...ofImages, ...ofTexts]),
    imageCount,
    textCount,
  };
}

type Counts = Pick<Samples, 'imageCount' | 'textCount'>;

/**
 * The batch sizes whose halves are smaller than the sets that they are drawn from (`get_valid_batch_sizes` in `train.py`).
 *
 * Deviation: where none is, the reference gives up; here the smallest one remains, and a half that is too large is the whole set.
 */
export function usableBatchSizes(batchSizes: readonly number[], { imageCount, textCount }: Counts): number[] {
  const usable = batchSizes.filter((size) => {
    const [images, texts] = halvesOf(size);
    return images < imageCount && texts < textCount;
  });
  return usable.length > 0 ? usable : [Math.min(...batchSizes)];
}

/** Images and texts of a batch. */
function halvesOf(batchSize: number): [images: number, texts: number] {
  const texts = Math.floor(batchSize / 2);
  return [batchSize - texts, texts];
}

export interface HalfAndHalfOptions extends Counts {
  readonly batchSize: number;
  readonly iterations: number;
  readonly random: Draws;
}

/**
 * Rows of every step in the samples, int32 [iterations, B]: images first, then texts. Each half goes through a permutation of its own set, leaves out the
 * rest that does not fill a half, and begins anew with another permutation (two `DataLoader`s with `drop_last` in `train.py`).
 */
export function halfAndHalf({ imageCount, textCount, batchSize, iterations, random }: HalfAndHalfOptions): HostTensor {
  const [imageHalf, textHalf] = halvesOf(batchSize);
  const [images, texts] = [cycle(imageCount, imageHalf), cycle(textCount, textHalf)];
  const [I, T] = [images.width, texts.width];
  const indices = new Int32Array(iterations * (I + T));
  for (let step = 0; step < iterations; step++) {
    indices.set(images.row(step), step * (I + T));
    indices.set(
      texts.row(step).map((row) => imageCount + row),
      step * (I + T) + I,
    );
  }
  return int32([iterations, I + T], indices);

  function cycle(count: number, size: number) {
    const epochs = Math.ceil(iterations / Math.max(1, Math.floor(count / size)));
    const drawn = epochBatches({ count, batchSize: size, epochs, random }).indices;
    const [data, width] = [drawn.data as Int32Array, drawn.shape[1]!];
    return { width, row: (step: number) => data.subarray(step * width, (step + 1) * width) };
  }
}
