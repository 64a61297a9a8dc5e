import { type LabelledFeatures, matrix, type Random, type TrainingImages } from '@shotbench/few-shot';

/** One view of each image, drawn at random where there are several: the released code encodes each image once, augmented. */
export function oneView({ views, labels }: TrainingImages, random: Random): LabelledFeatures {
  const [first] = views as [TrainingImages['views'][0]];
  if (views.length === 1) return { features: first, labels };
  const D = first.columns;
  const data = new Float32Array(first.data.length);
  for (let n = 0; n < labels.length; n++) {
    const view = views[random.below(views.length)]!;
    data.set(view.data.subarray(n * D, (n + 1) * D), n * D);
  }
  return { features: matrix(data, D), labels };
}
