import type { FeatureSet } from '@shotbench/feature-cache';
import { accuracy, countCorrect, type FitProgress, fewShotTask, predict, unitRows } from '@shotbench/few-shot';
import type { DrawnImages, RunIdentity, RunResult } from '@shotbench/tracker';

import type { PlannedCell } from './plan.ts';

export interface RunCellOptions {
  readonly set: FeatureSet;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FitProgress) => void;
}

export interface CellOutcome {
  readonly result: RunResult;
  /** What the fit learned from; absent where it takes no images or the set does not know which its rows are. */
  readonly images?: DrawnImages;
}

/**
 * Fits the cell's method and evaluates it. This is the one place where test data are opened, after the fit has ended; before it only for
 * the protocol that says so, `test-oracle`.
 */
export async function runCell({ identity, method }: PlannedCell, options: RunCellOptions): Promise<CellOutcome> {
  const { set, threads, signal, onProgress } = options;
  const { shots, seed, config, engine } = identity;
  const execution = { executor: engine.executor as 'onnx', threads };

  const began = performance.now();
  const task = fewShotTask(set, shots, seed ?? undefined, identity.protocol);
  const classifier = await method.fit(task, config, { execution, seed: seed ?? 0, onProgress, signal });
  const fitted = performance.now();

  const { features, labels } = unitRows(set.test(shots), set.featureDim);
  const predictions = predict(await classifier.logits(features));
  const result = {
    accuracy: accuracy(predictions, labels),
    metrics: {
      correct: countCorrect(predictions, labels),
      meanPerClassAccuracy: meanPerClassAccuracy(predictions, labels, set.classNames.length),
    },
    details: classifier.details,
    trainableParameters: classifier.trainableParameters,
    fitSeconds: (fitted - began) / 1000,
    evaluateSeconds: (performance.now() - fitted) / 1000,
    testCount: labels.length,
  };
  const images = method.needs.includes('training-images') ? drawnImages(set, identity) : undefined;
  return { result, ...(images && { images }) };
}

/** Training images, and validation images where they were drawn beside them. */
function drawnImages(set: FeatureSet, { shots, seed, protocol }: RunIdentity): DrawnImages | undefined {
  const drawn = set.drawnIds?.(shots, seed ?? undefined);
  return drawn && { ...drawn, ...(protocol !== 'few-shot-val' && { validation: [] }) };
}

/** Mean over the classes that occur of the percent of their images that are right. */
function meanPerClassAccuracy(predictions: Int32Array, labels: Int32Array, classes: number): number {
  const [total, correct] = [new Float64Array(classes), new Float64Array(classes)];
  labels.forEach((label, i) => {
    total[label]!++;
    if (predictions[i] === label) correct[label]!++;
  });
  const rates = [...total.keys()].filter((c) => total[c]! > 0).map((c) => correct[c]! / total[c]!);
  return (100 * rates.reduce((sum, rate) => sum + rate, 0)) / rates.length;
}
