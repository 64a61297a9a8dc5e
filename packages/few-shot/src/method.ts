import type { ExecutionOptions, HostTensor } from '@shotbench/tensor';
import type { z } from 'zod';

import type { Matrix } from './matrix.ts';
import type { ProtocolRule } from './protocol.ts';
import type { Space } from './search/space.ts';
import type { FewShotTask, TextFeatures } from './task.ts';

/** What a method can't do without; with `image-encoder` come the training images' pixels and the model that encodes them. */
export const NEEDS = [
  'training-images',
  'validation-images',
  'text-features',
  'text-encoder',
  'image-encoder',
] as const;
export type Need = (typeof NEEDS)[number];

/** A value that JSON can hold, for what a fit wants to have recorded. */
export type Detail = null | boolean | number | string | readonly Detail[] | { readonly [key: string]: Detail };

/** What a method is given besides the task. */
export interface FitContext {
  /** Who computes. */
  readonly execution: ExecutionOptions;
  /** Seed of everything random in the fit: batch order and initial values. */
  readonly seed: number;
  /** Called now and then while fitting. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Stops the fit soon after it is aborted. */
  readonly signal?: AbortSignal;
  /**
   * A file that a long fit keeps its state in now and then, to go on from it after it was killed, with the same result. Absent: it would begin
   * anew. Whoever names the file deletes it when the fit has ended.
   */
  readonly checkpoint?: CheckpointFile;
}

export interface CheckpointFile {
  readonly path: string;
  /** Seconds from one writing to the next. Default 30; 0 writes after every step. */
  readonly everySeconds?: number;
}

export interface FitProgress {
  /** Finished part of the work, 0 … 1. */
  readonly fraction: number;
  /** A few words such as "loss 0.42". */
  readonly note: string;
}

/**
 * A way to adapt a vision-language model from a few labelled images. Every method is one object of this type, and the contract
 * tests in `@shotbench/few-shot/testing` hold for all of them.
 */
export interface Method<Config = unknown> {
  /** Lower-case name with hyphens, for example `taskres`. */
  readonly id: string;
  /** Name as papers print it, for example `TaskRes`. */
  readonly title: string;
  /** Raised whenever numbers may move; older rows then leave the default tables. */
  readonly version: number;
  /** How its hyper-parameters are chosen; ask `protocolOf`. The task's `selection` images are those of this protocol. */
  readonly protocol: ProtocolRule<Config>;
  readonly needs: readonly Need[];
  /** Whether its classifiers can name classes that they were not trained on: {@link Classifier.forClasses}. Default false. */
  readonly namesNewClasses?: boolean;
  /**
   * Complains of class names that its classifiers could not be told later, before the fit is begun. Absent where any names will do.
   * It must not keep them: what a fit learns may not depend on classes to come.
   * @throws ShotbenchError
   */
  checkClasses?(classNames: readonly string[], config: Config, task: FewShotTask): void;
  /** False where the result is the same for every seed; such cells are run once. */
  readonly usesSeed: boolean;
  /** Strict schema in which every default cites the paper or the reference code. */
  readonly config: z.ZodType<Config>;
  /** What `searched` tries unless told otherwise, each setting with its source and its default first. Absent where there is nothing to search. */
  readonly space?: Space;
  /**
   * Learns from the task.
   * @throws the signal's reason when aborted; ShotbenchError for a task that it can't serve.
   */
  fit(task: FewShotTask, config: Config, context: FitContext): Promise<Classifier>;
  /**
   * Several fits at once, such as the seeds of a cell or the candidates of a search, so that they can share work. Any may be given: those whose trainings are
   * built alike (same execution, operations, shapes and number of steps) and small enough go through one loop, the others are fitted by themselves. Absent
   * where a method has nothing to share.
   * @returns in order, what `Promise.allSettled` would of single fits, to the last bit: one that fails leaves the others alone.
   */
  fitTogether?(fits: readonly Fit<Config>[]): Promise<PromiseSettledResult<Classifier>[]>;
}

/** What `fit` is given. */
export interface Fit<Config> {
  readonly task: FewShotTask;
  readonly config: Config;
  readonly context: FitContext;
}

/** What a fit yields. */
export interface Classifier {
  /** Numbers that were learned. */
  readonly trainableParameters: number;
  /** What the fit chose or found, recorded with the run. */
  readonly details: { readonly [key: string]: Detail };
  /** @param features [N, D], rows of unit length, or what `encode` gives where there is one. @returns [N, C]. */
  logits(features: Matrix): Promise<Matrix>;
  /**
   * Present where the image encoder itself was changed: makes the rows that `logits` takes, in place of the model's own features.
   * @param pixels preprocessed images [N, 3, S, S] for any N. @returns [N, …].
   */
  readonly encode?: (pixels: HostTensor) => Promise<Matrix>;
  /** Writes what was learned to a safetensors file; absent where there is no use for it outside the run. */
  readonly save?: (path: string) => void;
  /** The same adaptation with other classes to choose from. Absent where what was learned belongs to the classes of the task. */
  readonly forClasses?: (classes: TargetClasses) => Promise<Classifier>;
}

/** Classes that a classifier is to name instead of those that it was trained on. */
export interface TargetClasses {
  /** C′ names, as a task has them. */
  readonly classNames: readonly string[];
  /** Their text features, made as those of the task. Absent for feature sets without text. */
  readonly text?: TextFeatures;
}

/** A method whose configuration has been forgotten by the type system: what a registry holds. */
export type AnyMethod = Method;

/** Checks the object against the contract while keeping its configuration type. */
export function defineMethod<Config>(method: Method<Config>): Method<Config> {
  return Object.freeze(method);
}
