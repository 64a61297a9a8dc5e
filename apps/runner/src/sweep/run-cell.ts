import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { type FeatureSet, limitViews } from '@shotbench/feature-cache';
import { type FitProgress, fewShotTask, type TextModel } from '@shotbench/few-shot';
import type { DrawnImages, Predictions, RunIdentity, RunResult } from '@shotbench/tracker';

import { imagesOfTask } from './cell-images.ts';
import { classesToCome, evaluateClassifier, type TestSets, trainingSet } from './evaluate-classifier.ts';
import type { PlannedCell } from './plan.ts';
import { savedFile } from './saved-file.ts';

export interface RunCellOptions extends TestSets {
  /** The model of the set, for methods that learn through its text encoder or tune inside its image encoder. */
  readonly textModel?: TextModel | undefined;
  /** The folder that what was learned is written to, where the method's classifiers can be saved. */
  readonly save?: string | undefined;
  /** The folder in which long fits keep what they need to go on after they were killed. */
  readonly checkpoints?: string | undefined;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FitProgress) => void;
}

export interface CellOutcome {
  readonly result: RunResult;
  /** What the fit learned from; absent where it takes no images or the set does not know which its rows are. */
  readonly images?: DrawnImages;
  readonly predictions: readonly Predictions[];
}

/**
 * Fits the cell's method and evaluates it. This is the one place where a fit and test data meet: test data are opened after the fit has ended, before
 * it only for the protocol that says so, `test-oracle`.
 */
export async function runCell({ key, identity, method }: PlannedCell, options: RunCellOptions): Promise<CellOutcome> {
  const { textModel, cellImages, save, threads, signal, onProgress } = options;
  const checkpoint = options.checkpoints && { path: join(options.checkpoints, `${key}.safetensors`) };
  const { shots, seed, protocol, config, engine } = identity;
  const execution = { executor: engine.executor as 'onnx', threads };
  const { views } = identity;
  const learned = trainingSet(identity, options.set);
  const set = views === undefined ? learned : limitViews(learned, views);

  const began = performance.now();
  const cpuBegan = process.cpuUsage();
  const images = cellImages && (await imagesOfTask(set, identity, cellImages));
  const task = {
    ...fewShotTask(set, shots, seed ?? undefined, protocol),
    ...(textModel && { textModel }),
    ...(images && { images }),
  };
  for (const names of classesToCome(identity, options)) method.checkClasses?.(names, config, task);
  const classifier = await method.fit(task, config, {
    ...{ execution, seed: seed ?? 0, onProgress, signal },
    ...(checkpoint && { checkpoint }),
  });
  const fitted = performance.now();
  if (save !== undefined) classifier.save?.(savedFile(save, identity, key));

  const { score, predictions, details = {} } = await evaluateClassifier(classifier, identity, options);
  if (checkpoint) rmSync(checkpoint.path, { force: true });
  const { user, system } = process.cpuUsage(cpuBegan);
  const result = {
    ...score,
    details: { ...classifier.details, ...(Object.keys(details).length > 0 && { testedOn: details }) },
    trainableParameters: classifier.trainableParameters,
    fitSeconds: (fitted - began) / 1000,
    evaluateSeconds: (performance.now() - fitted) / 1000,
    cpuSeconds: (user + system) / 1e6,
    // Node gives kibibytes.
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
  const drawn = method.needs.includes('training-images') ? drawnImages(set, identity) : undefined;
  return { result, predictions, ...(drawn && { images: drawn }) };
}

/** Training images, and validation images where they were drawn beside them. */
function drawnImages(set: FeatureSet, { shots, seed, protocol }: RunIdentity): DrawnImages | undefined {
  const drawn = set.drawnIds?.(shots, seed ?? undefined);
  return drawn && { ...drawn, ...(protocol !== 'few-shot-val' && { validation: [] }) };
}
