import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { messageOf } from '@shotbench/errors/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import {
  adam,
  float32,
  float64,
  openTrainer,
  readCheckpoint,
  tf,
  type TrainerOptions,
  writeCheckpoint,
} from '../index.ts';

function checkpointFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-checkpoint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'deep', 'training.safetensors');
}

describe('a checkpoint', () => {
  it.each(['float32', 'float64'] as const)('holds a training in %s to the last bit', async (precision) => {
    const options: TrainerOptions = {
      loss: ({ parameters, batch }) => tf.mean(tf.square(tf.sub(parameters['x']!, batch['y']!))),
      parameters: { x: precision === 'float64' ? float64([2], [0.1, 3]) : float32([2], [0.1, 3]) },
      optimizer: adam(),
      precision,
      threads: 1,
    };
    const batch = { y: float32([2], [1, 2]) };
    const trainer = await openTrainer(options);
    for (let i = 0; i < 3; i++) await trainer.step(batch, 0.01);
    const path = checkpointFile();
    writeCheckpoint(path, { state: trainer.state(), identity: 'one', seconds: 2.5 });
    expect(existsSync(`${path}.part`)).toBe(false);

    const read = readCheckpoint(path, 'one')!;
    expect(read).toEqual({ state: trainer.state(), identity: 'one', seconds: 2.5 });
    expect(read.state.parameters['x']!.dtype).toBe(precision);
    const other = await openTrainer({ ...options, from: read.state });
    await Promise.all([trainer.step(batch, 0.01), other.step(batch, 0.01)]);
    expect(other.state()).toEqual(trainer.state());
  });

  it('is absent, or of the same training, or refused', () => {
    const path = checkpointFile();
    expect(readCheckpoint(path, 'one')).toBeUndefined();
    writeCheckpoint(path, { state: { step: 1, parameters: {}, memory: {} }, identity: 'one', seconds: 0 });
    expect(messageOf(() => readCheckpoint(path, 'other'))).toContain('is of another training (one instead of other)');
    writeFileSync(path, 'no checkpoint');
    expect(messageOf(() => readCheckpoint(path, 'one'))).toContain('cannot be read');
  });
});
