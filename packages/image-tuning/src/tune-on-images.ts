import { hashJson, type JsonValue } from '@shotbench/content-hash';
import {
  epochBatches,
  type FewShotTask,
  type FitContext,
  Random,
  requireImages,
  requireTraining,
} from '@shotbench/few-shot';
import {
  type HostTensor,
  int32,
  openTrainer,
  readCheckpoint,
  type TrainerOptions,
  type TrainerState,
  writeCheckpoint,
} from '@shotbench/tensor';

import { imageBatches } from './image-batches.ts';
import type { ImageSettings } from './image-settings.ts';
import { splitByMemory } from './split-by-memory.ts';

type Hosts = Readonly<Record<string, HostTensor>>;

export interface TuneOnImagesOptions extends Pick<
  TrainerOptions,
  'loss' | 'guide' | 'parameters' | 'constants' | 'optimizer' | 'split'
> {
  readonly methodId: string;
  /** All settings of the method; a checkpoint of others is not gone on from. */
  readonly settings: ImageSettings;
  /** @returns the learning rate of every step. */
  readonly learningRates: (stepsPerEpoch: number) => ArrayLike<number>;
  /**
   * L: the first blocks of the image encoder that no step changes. Default 0. Where epochs take the same crops again, what these blocks make of them is computed once,
   * and batches have `tokens` [B, T, W] instead of `pixels`, see `batchFeatures`.
   */
  readonly frozenLayers?: number;
  /** What a step takes besides `pixels` [B, 3, S, S] and `labels` [B], such as noise. It must depend on the step alone. */
  readonly extra?: (step: number) => Hosts;
}

export interface Tuned {
  /** Values after the last step. */
  readonly parameters: Hosts;
  /** Loss of the last step, before its update. */
  readonly finalLoss: number;
  readonly steps: number;
}

/** Seconds from one checkpoint to the next. */
const CHECKPOINT_SECONDS = 30;

/**
 * Trains parameters on random crops of the task's images: a new one of each image in every epoch, or V of each in turn. Batches are cut as Dassl's loader cuts them; the pixels
 * of the next batch are made while a step is computed. Large batches are computed in parts, by `splitByMemory` unless `split` says otherwise, so losses must be
 * means over the images. With a checkpoint file, a training that was killed goes on where it left off, and ends in the same numbers.
 *
 * @throws ShotbenchError `TASK_WITHOUT_IMAGES`, `TASK_WITHOUT_TRAINING`, `TRAIN_DIVERGED`, `TRAIN_CHECKPOINT`; the signal's reason if cancelled.
 */
export async function tuneOnImages(
  task: FewShotTask,
  context: FitContext,
  options: TuneOnImagesOptions,
): Promise<Tuned> {
  const { methodId, settings, learningRates, extra, frozenLayers = 0, ...training } = options;
  const { model } = requireImages(task, methodId);
  const { labels } = requireTraining(task, methodId);
  const { seed, signal, onProgress, execution } = context;
  const { batchSize, epochs } = settings;
  const images = imageBatches(task, { methodId, settings, seed, frozenLayers, execution });
  const random = new Random(seed);
  const { indices, stepsPerEpoch } = epochBatches({ count: labels.length, batchSize, epochs, random });
  const [steps, size] = indices.shape as [number, number];
  const rates = learningRates(stepsPerEpoch);
  const memory = checkpointIn(context, { methodId, settings, seed, dataset: task.dataset, labels: [...labels] });
  const from = memory?.read();
  const split = options.split ?? splitByMemory(model.config, images.name);
  const trainer = await openTrainer({ ...training, ...(split && { split }), ...(from && { from }), ...execution });

  const batchAt = async (step: number): Promise<Hosts> => {
    const rows = (indices.data as Int32Array).subarray(step * size, (step + 1) * size);
    const own = Array.from(rows, (row) => labels[row]!);
    const read = await images.read(rows, Math.floor(step / stepsPerEpoch));
    return { [images.name]: read, labels: int32([size], own), ...extra?.(step) };
  };

  let finalLoss = NaN;
  const first = from?.step ?? 0;
  let next = batchAt(first);
  for (let step = first; step < steps; step++) {
    if (signal?.aborted) {
      memory?.write(trainer.state());
      throw signal.reason;
    }
    const batch = await next;
    if (step + 1 < steps) next = batchAt(step + 1);
    // A failure is told when its batch's turn comes.
    next.catch(() => undefined);
    finalLoss = await trainer.step(batch, rates[step]!);
    onProgress?.({
      fraction: (step + 1) / steps,
      note: `step ${step + 1}/${steps}, loss ${finalLoss.toPrecision(3)}`,
    });
    // Not after the last step, whose loss would be forgotten.
    if (step + 1 < steps && memory?.isDue()) memory.write(trainer.state());
  }
  return { parameters: trainer.state().parameters, finalLoss, steps };
}

/** The checkpoint of a fit, where it is to have one. */
function checkpointIn({ checkpoint }: FitContext, identified: object) {
  if (checkpoint === undefined) return undefined;
  const { path, everySeconds = CHECKPOINT_SECONDS } = checkpoint;
  const identity = hashJson(identified as JsonValue);
  let writtenAt = performance.now();
  return {
    read: () => readCheckpoint(path, identity)?.state,
    isDue: () => performance.now() - writtenAt >= 1000 * everySeconds,
    write(state: TrainerState) {
      writeCheckpoint(path, { state, identity, seconds: 0 });
      writtenAt = performance.now();
    },
  };
}
