/** `npm run picto:train`: trains the model that `model/` holds, or goes on where a killed training stopped. See README.md. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { saveModel } from '@shotbench/clip';
import { sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';

import { matmulShare } from '../src/train/matmul-share.ts';
import { writePreprocessorConfig } from '../src/model/preprocessor-config.ts';
import { trainPicto } from '../src/train/train-picto.ts';
import type { LogLine } from '../src/train/training-log.ts';
import { TRAINING_SETTINGS, type TrainingSettings } from '../src/train/training-settings.ts';

const USAGE = `Usage: npm run picto:train -- [options]

  --steps N       steps of the whole schedule (default ${TRAINING_SETTINGS.steps})
  --stop-at N     end after step N with a checkpoint; a later run goes on from there
  --image-size N  side of the images in pixels (default ${TRAINING_SETTINGS.imageSize})
  --patch-size N  side of the patches in pixels (default ${TRAINING_SETTINGS.patchSize})
  --seed N        of weights, batches and augmentation (default ${TRAINING_SETTINGS.seed})
  --threads N     of the engine (default: one for each core)
  --out FOLDER    where the model goes, and its tokenizer lies (default packages/picto/model)
`;

const folder = fileURLToPath(new URL('..', import.meta.url));
const stop = new AbortController();
process.once('SIGINT', () => {
  process.stderr.write('\nstopping after this step; run the same command again to go on\n');
  stop.abort();
});

try {
  await main();
} catch (error) {
  if (!(error instanceof ShotbenchError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      steps: text,
      'stop-at': text,
      'image-size': text,
      'patch-size': text,
      seed: text,
      threads: text,
      out: text,
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const count = (name: keyof typeof values, fallback: number): number => wholeNumber(name, values[name], fallback);
  const settings: TrainingSettings = {
    ...TRAINING_SETTINGS,
    steps: count('steps', TRAINING_SETTINGS.steps),
    imageSize: count('image-size', TRAINING_SETTINGS.imageSize),
    patchSize: count('patch-size', TRAINING_SETTINGS.patchSize),
    seed: count('seed', TRAINING_SETTINGS.seed),
  };
  const threads = count('threads', availableParallelism());
  const modelFolder = values.out ?? join(folder, 'model');

  const { config, trainer, seconds, icons, isDone } = await trainPicto({
    settings: { ...settings, warmupSteps: Math.min(settings.warmupSteps, settings.steps) },
    iconFolder: join(folder, '.data'),
    modelFolder,
    trainingFolder: join(folder, '.training'),
    stopAt: count('stop-at', settings.steps),
    execution: { threads },
    onLog: (line) => report(line, settings),
    signal: stop.signal,
  });
  if (!isDone) return;

  saveModel(modelFolder, { config, weights: new Map(Object.entries(trainer.state().parameters)) }, 'float16');
  writePreprocessorConfig(modelFolder, settings.imageSize);
  copyFileSync(join(folder, '.training', 'training.jsonl'), join(modelFolder, 'training.jsonl'));
  const record = {
    settings,
    icons,
    seconds: Math.round(seconds),
    machine: cpus()[0]?.model.trim(),
    threads,
    share: await matmulShare(config, { batch: settings.batch, threads }),
    weights: sha256(readFileSync(join(modelFolder, 'model.safetensors'))),
    command: ['npm run picto:data && npm run picto:train --', ...process.argv.slice(2)].join(' '),
  };
  writeFileSync(join(modelFolder, 'training.json'), `${JSON.stringify(record, null, 2)}\n`);
  process.stdout.write(
    `trained in ${(seconds / 60).toFixed(0)} min, ${(100 * record.share).toFixed(0)} % of a step in matrix products; ` +
      `the model is in ${modelFolder}\n`,
  );
}

function report({ step, loss, logitScale, pairsPerSecond }: LogLine, { steps, batch }: TrainingSettings): void {
  const minutes = ((steps - step) * batch) / pairsPerSecond / 60;
  process.stdout.write(
    `step ${step}/${steps}  loss ${loss.toFixed(3)}  scale ${logitScale.toFixed(1)}  ` +
      `${pairsPerSecond.toFixed(0)} pairs/s  ${minutes.toFixed(0)} min left\n`,
  );
}

function wholeNumber(name: string, given: string | boolean | undefined, fallback: number): number {
  if (given === undefined) return fallback;
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  throw new ShotbenchError('PICTO_OPTION', `--${name} is ${given}; expected a whole number of at least 1; correct it`);
}
