import type { Predictions } from '@shotbench/tracker';

/** The test images that two runs take for different classes, in the order of the set; each list has one item an image. */
export interface SampleComparison {
  /** Ids, or the rows where the feature set does not know any. */
  readonly images: readonly string[];
  /** Indices of class names. */
  readonly labels: readonly number[];
  readonly first: PredictedSamples;
  readonly second: PredictedSamples;
}

/** What a run says of these images. Probabilities from 0 to 1 with four decimals, more than are stored. */
export interface PredictedSamples {
  readonly classes: readonly number[];
  readonly confidences: readonly number[];
  /** By how much the class is more probable than the next one. */
  readonly margins: readonly number[];
}

/** All images on which two runs disagree. Both predictions are of the same images. */
export function compareSamples(first: Predictions, second: Predictions): SampleComparison {
  const { labels, ids } = first.testSet;
  const rows = [...labels.keys()].filter((i) => first.classes[i] !== second.classes[i]);
  const samplesOf = ({ classes, confidences, margins }: Predictions): PredictedSamples => ({
    classes: rows.map((i) => classes[i]!),
    confidences: rows.map((i) => rounded(confidences[i]!)),
    margins: rows.map((i) => rounded(margins[i]!)),
  });
  return {
    images: rows.map((i) => ids?.[i] ?? `row ${i}`),
    labels: rows.map((i) => labels[i]!),
    first: samplesOf(first),
    second: samplesOf(second),
  };
}

function rounded(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}
