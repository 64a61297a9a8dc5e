import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type ClipConfig, loadTokenizer } from '@shotbench/clip';
import { hashJson, sha256 } from '@shotbench/content-hash';
import {
  type ExecutionOptions,
  linearWarmupCosine,
  readCheckpoint,
  type Trainer,
  writeCheckpoint,
} from '@shotbench/tensor';

import { contrastKey } from '../captions/caption-of.ts';
import { openIconSet } from '../icons/icon-set.ts';
import { trainingIcons } from '../icons/training-icons.ts';
import { pictoConfig } from '../model/picto-config.ts';
import { batchPlan } from './batch-plan.ts';
import { batchSource } from './batch-source.ts';
import { contrastiveBatch, textLengthAt } from './contrastive-batch.ts';
import { pictoTrainer } from './picto-trainer.ts';
import { type LogLine, openLog } from './training-log.ts';
import type { TrainingSettings } from './training-settings.ts';

export interface TrainPictoOptions {
  readonly settings: TrainingSettings;
  /** Where `npm run picto:data` has put the icons. */
  readonly iconFolder: string;
  /** Where the tokenizer lies. */
  readonly modelFolder: string;
  /** For the checkpoint and the log. */
  readonly trainingFolder: string;
  /** Stop here, before the end of the schedule: the checkpoint is then that of this step. Default: the end. */
  readonly stopAt?: number;
  /** Seconds between checkpoints. Default 60. */
  readonly checkpointSeconds?: number;
  readonly execution?: ExecutionOptions;
  /** Called every `LOG_EVERY` steps, and at the last. */
  readonly onLog?: (line: LogLine) => void;
  /** Ends training after the running step, with a checkpoint. */
  readonly signal?: AbortSignal;
}

export interface PictoTraining {
  readonly config: ClipConfig;
  readonly trainer: Trainer;
  readonly seconds: number;
  readonly icons: number;
  /** Whether the schedule has come to its end. */
  readonly isDone: boolean;
}

export const LOG_EVERY = 50;

/**
 * Trains picto from icons, or goes on from the checkpoint in the training folder: a training that was killed and resumed
 * ends in the same weights as one that was not.
 *
 * @throws ShotbenchError `TRAIN_CHECKPOINT` for a checkpoint of other data or settings.
 */
export async function trainPicto(options: TrainPictoOptions): Promise<PictoTraining> {
  const {
    settings,
    iconFolder,
    modelFolder,
    trainingFolder,
    checkpointSeconds = 60,
    execution,
    onLog,
    signal,
  } = options;
  const { seed, steps, batch, imageSize, weightDecay } = settings;
  const vocabSize = loadTokenizer(modelFolder).vocabSize;
  const config = pictoConfig(settings, vocabSize);
  const identity = hashJson({
    settings: { ...settings },
    icons: sha256(readFileSync(join(iconFolder, 'icons.json'))),
    tokenizer: sha256(readFileSync(join(modelFolder, 'tokenizer.json'))),
  });
  const checkpointPath = join(trainingFolder, 'checkpoint.safetensors');
  const checkpoint = readCheckpoint(checkpointPath, identity);

  const set = openIconSet(iconFolder);
  const chosen = trainingIcons(set);
  const choosable = chosen.map((index) => {
    const icon = set.icons[index]!;
    return { index, key: contrastKey(icon), isEmoji: icon.hexcode !== null };
  });
  const plan = batchPlan(choosable, { batch, seed });
  const trainer = await pictoTrainer({
    config,
    seed,
    weightDecay,
    ...(checkpoint && { from: checkpoint.state }),
    ...(execution && { execution }),
  });
  const rates = linearWarmupCosine(settings);
  const before = checkpoint?.seconds ?? 0;
  const began = performance.now();
  const secondsSoFar = (): number => before + (performance.now() - began) / 1000;
  const save = (): void => {
    writeCheckpoint(checkpointPath, { state: trainer.state(), identity, seconds: secondsSoFar() });
  };
  let savedAt = performance.now();

  const from = checkpoint?.state.step ?? 0;
  const to = Math.min(options.stopAt ?? steps, steps);
  const log = openLog(join(trainingFolder, 'training.jsonl'), from);
  let losses: number[] = [];
  let lineBegan = performance.now();
  const { contextLength } = config.text;
  const source = batchSource({ plan, from, to, iconFolder, modelFolder, contextLength, size: imageSize, seed });
  for await (const rendered of source) {
    const { step } = rendered;
    const length = textLengthAt(step, contextLength);
    losses.push(await trainer.step(contrastiveBatch(rendered, { size: imageSize, length }), rates[step]!));
    if ((step + 1) % LOG_EVERY === 0 || step + 1 === to) {
      const line = {
        step: step + 1,
        loss: round(losses.reduce((sum, loss) => sum + loss, 0) / losses.length, 4),
        learningRate: rates[step]!,
        logitScale: round(Math.exp(Number(trainer.state().parameters['logit_scale']!.data[0])), 2),
        pairsPerSecond: round((losses.length * batch) / ((performance.now() - lineBegan) / 1000), 1),
        seconds: round(secondsSoFar(), 1),
      };
      log.add(line);
      onLog?.(line);
      [losses, lineBegan] = [[], performance.now()];
    }
    if (signal?.aborted) break;
    if (performance.now() - savedAt > checkpointSeconds * 1000) {
      save();
      savedAt = performance.now();
    }
  }
  save();
  return {
    config,
    trainer,
    seconds: secondsSoFar(),
    icons: chosen.length,
    isDone: trainer.state().step === steps,
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
