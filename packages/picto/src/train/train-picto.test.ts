import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { HostTensor } from '@shotbench/tensor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeShapeIcons } from '../../test/shape-icons.ts';
import { type PictoTraining, trainPicto, type TrainPictoOptions } from './train-picto.ts';
import { readLog } from './training-log.ts';
import { TRAINING_SETTINGS } from './training-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'picto-training-'));
const iconFolder = writeShapeIcons(join(folder, 'icons'));
const modelFolder = join(folder, 'model');
const STEPS = 100;
const settings = {
  ...TRAINING_SETTINGS,
  ...{ imageSize: 16, patchSize: 4, width: 64, layers: 2, textWidth: 32, textLayers: 1 },
  ...{ steps: STEPS, batch: 24, warmupSteps: 20 },
};

function train(name: string, more: Partial<TrainPictoOptions> = {}): Promise<PictoTraining> {
  return trainPicto({
    settings,
    iconFolder,
    modelFolder,
    trainingFolder: join(folder, name),
    execution: { threads: 1 },
    ...more,
  });
}
const losses = (name: string): number[] => readLog(join(folder, name, 'training.jsonl')).map(({ loss }) => loss);
const parametersOf = ({ trainer }: PictoTraining): Readonly<Record<string, HostTensor>> => trainer.state().parameters;

let whole: PictoTraining;
beforeAll(async () => {
  const tokenizer = fileURLToPath(new URL('../../model/tokenizer.json', import.meta.url));
  mkdirSync(modelFolder);
  copyFileSync(tokenizer, join(modelFolder, 'tokenizer.json'));
  whole = await train('whole');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('training', () => {
  it('lets the loss fall well below that of chance', () => {
    const [first, last] = losses('whole') as [number, number];
    expect(first).toBeLessThan(Math.log(24) + 0.2);
    expect(last).toBeLessThan(0.85 * Math.log(24));
    expect(whole.isDone).toBe(true);
  });

  it('ends with the same loss on a second run with the same seed', async () => {
    const again = await train('again');
    losses('again').forEach((loss, i) => expect(Math.abs(loss - losses('whole')[i]!)).toBeLessThan(1e-4));
    expect(parametersOf(again)).toEqual(parametersOf(whole));
  });

  it('goes on from its checkpoint to the same weights, whatever a killed process has left', async () => {
    const half = await train('halves', { stopAt: 60 });
    expect(half.isDone).toBe(false);
    // A process that was killed after its last checkpoint has logged steps that are done again, and left half a line.
    const log = join(folder, 'halves', 'training.jsonl');
    writeFileSync(log, `${readFileSync(log, 'utf8')}{"step":80,"loss":1}\n{"step":90,"lo`);
    writeFileSync(join(folder, 'halves', 'checkpoint.safetensors.part'), 'half a checkpoint');
    const rest = await train('halves');
    expect(parametersOf(rest)).toEqual(parametersOf(whole));
    expect(readLog(log).map(({ step }) => step)).toEqual([50, 60, 100]);
  });

  it('stops at a signal with a checkpoint to go on from', async () => {
    const stop = new AbortController();
    const stopped = await train('stopped', { signal: stop.signal, onLog: () => stop.abort() });
    expect(stopped.trainer.state().step).toBe(50);
    expect(parametersOf(await train('stopped'))).toEqual(parametersOf(whole));
  });

  it('refuses a checkpoint of other settings, or one that is damaged', async () => {
    await train('other', { stopAt: 1 });
    await expect(train('other', { settings: { ...settings, seed: 2 } })).rejects.toThrow(
      /checkpoint\.safetensors is of another training \(.* instead of .*\); expected one of the same data and settings/,
    );
    const path = join(folder, 'other', 'checkpoint.safetensors');
    writeFileSync(path, readFileSync(path).subarray(0, 1000));
    await expect(train('other')).rejects.toThrow(
      /checkpoint\.safetensors cannot be read \(.*\); expected a checkpoint/,
    );
  });
});
