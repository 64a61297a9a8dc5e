import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { imageEncoder } from '@shotbench/clip';
import { type FewShotTask, type FitContext, toTensor } from '@shotbench/few-shot';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { adam, constantRate, softmaxCrossEntropy, tf, unitLength, zeros } from '@shotbench/tensor';
import { describe, expect, it, onTestFinished } from 'vitest';

import { type ImageSettings, tuneOnImages, visualWeights } from './index.ts';

const SETTINGS: ImageSettings = { batchSize: 4, epochs: 2, cropScale: 0.5 };

/** Learns an offset of the features, which says as much of the loop as anything. */
function tune(task: FewShotTask, context: Partial<FitContext>, settings = SETTINGS) {
  const model = task.textModel!;
  const { inputs, lookup } = visualWeights(model);
  const encodeImage = imageEncoder(model.config);
  return tuneOnImages(
    task,
    { execution: { threads: 1 }, seed: 1, ...context },
    {
      methodId: 'offset',
      settings,
      loss: ({ parameters, constants, batch }) => {
        const features = tf.add(encodeImage(lookup(constants), batch['pixels']!), parameters['offset']!);
        const unit = unitLength(features) as tf.Tensor2D;
        const logits = tf.mul(tf.matMul(unit, constants['text'] as tf.Tensor2D, false, true), 100);
        return softmaxCrossEntropy(logits, batch['labels']!);
      },
      parameters: { offset: zeros([model.config.embedDim]) },
      constants: { ...inputs, text: toTensor(task.text!.normalized) },
      optimizer: adam(),
      learningRates: (stepsPerEpoch) => constantRate(0.01, settings.epochs * stepsPerEpoch),
    },
  );
}

function checkpointFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-tuning-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'fit.safetensors');
}

describe('tuneOnImages', () => {
  it('goes on after it was stopped at any step, to the last bit of the same result', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const whole = await tune(task, {});
    expect(whole.steps).toBe(6);
    for (let stopAfter = 1; stopAfter < whole.steps; stopAfter++) {
      const path = checkpointFile();
      const killed = new AbortController();
      let step = 0;
      const half = tune(task, {
        checkpoint: { path, everySeconds: 0 },
        signal: killed.signal,
        onProgress: () => void (++step === stopAfter && killed.abort(new Error('killed'))),
      });
      await expect(half).rejects.toThrow('killed');
      expect(existsSync(path)).toBe(true);
      const seen: number[] = [];
      const rest = await tune(task, {
        checkpoint: { path, everySeconds: 1e9 },
        onProgress: ({ fraction }) => void seen.push(fraction * whole.steps),
      });
      expect(rest).toEqual(whole);
      expect(seen).toHaveLength(whole.steps - stopAfter);
    }
  });

  it('does not go on from the checkpoint of other settings', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const checkpoint = { path: checkpointFile(), everySeconds: 0 };
    await tune(task, { checkpoint });
    await expect(tune(task, { checkpoint }, { ...SETTINGS, batchSize: 3 })).rejects.toThrow('is of another training');
    await expect(tune(task, { checkpoint, seed: 2 })).rejects.toThrow('is of another training');
  });

  it('takes other crops in every epoch and for every seed', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const asked: string[] = [];
    const watched: FewShotTask = {
      ...task,
      images: {
        ...task.images!,
        views: (rows, view) => {
          asked.push(`${view.seed} ${view.view} ${view.scale.join()} ${Array.from(rows).join()}`);
          return task.images!.views(rows, view);
        },
      },
    };
    await tune(watched, { seed: 7 });
    expect(asked.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      ...Array.from({ length: 3 }, () => '7 0 0.5,1'),
      ...Array.from({ length: 3 }, () => '7 1 0.5,1'),
    ]);
    const rows = asked.map((line) => line.split(' ')[3]!.split(',').map(Number));
    expect(new Set(rows.slice(0, 3).flat()).size).toBe(12);
    expect(rows.slice(0, 3)).not.toEqual(rows.slice(3));
  });

  it('tells of an image that cannot be read', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const images = { ...task.images!, views: () => Promise.reject(new Error('no such image')) };
    await expect(tune({ ...task, images }, {})).rejects.toThrow('no such image');
  });

  it('says what it misses without images', async () => {
    const { images: _, ...task } = (await syntheticImageTask({ shots: 3 })).task;
    await expect(tune(task, {})).rejects.toMatchObject({ code: 'TASK_WITHOUT_IMAGES' });
  });
});
