import type { FeatureRows } from './feature-set.ts';

/** Some of the rows, in the order given, with their labels. */
export function pickRows({ features, labels }: FeatureRows, rows: ArrayLike<number>, featureDim: number): FeatureRows {
  return {
    features: pickFeatures(features, rows, featureDim),
    labels: Int32Array.from(rows, (row) => labels[row]!),
    count: rows.length,
  };
}

/** Some of the rows of [N, D], in the order given. */
export function pickFeatures(features: Float32Array, rows: ArrayLike<number>, featureDim: number): Float32Array {
  const picked = new Float32Array(rows.length * featureDim);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * featureDim;
    picked.set(features.subarray(from, from + featureDim), i * featureDim);
  }
  return picked;
}
