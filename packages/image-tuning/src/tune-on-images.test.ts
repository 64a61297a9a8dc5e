import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type FewShotTask, type FitContext, toTensor } from '@shotbench/few-shot';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { adam, constantRate, softmaxCrossEntropy, tf, unitLength, zeros } from '@shotbench/tensor';
import { describe, expect, it, onTestFinished } from 'vitest';

import { batchFeatures, type ImageSettings, tuneOnImages, visualWeights } from './index.ts';

const SETTINGS: ImageSettings = { batchSize: 4, epochs: 2, cropScale: 0.5, views: null };

/** Learns an offset of the features, which says as much of the loop as anything. */
function tune(task: FewShotTask, context: Partial<FitContext>, settings = SETTINGS, frozenLayers = 0) {
  const model = task.textModel!;
  const { inputs, lookup } = visualWeights(model);
  const featuresOf = batchFeatures(model.config, frozenLayers);
  return tuneOnImages(
    task,
    { execution: { threads: 1 }, seed: 1, ...context },
    {
      methodId: 'offset',
      settings,
      frozenLayers,
      loss: ({ parameters, constants, batch }) => {
        const features = tf.add(featuresOf(lookup(constants), batch), parameters['offset']!);
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

  it('takes the crops of V views in turn', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const views: number[] = [];
    const images: FewShotTask['images'] = {
      ...task.images!,
      views: (rows, view) => {
        views.push(view.view);
        return task.images!.views(rows, view);
      },
    };
    await tune({ ...task, images }, {}, { ...SETTINGS, epochs: 3, views: 2 });
    expect(views).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0]);
  });

  it('ends in the same numbers where the first blocks are computed once, and goes on after it was stopped', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const settings = { ...SETTINGS, epochs: 4, views: 2 };
    const plain = await tune(task, {}, settings);
    const cached = await tune(task, {}, settings, 1);
    expect(cached.finalLoss).toBeCloseTo(plain.finalLoss, 4);
    const [own, other] = [cached, plain].map(({ parameters }) => parameters['offset']!.data);
    own!.forEach((value, d) => expect(value).toBeCloseTo(other![d]!, 4));

    const checkpoint = { path: checkpointFile(), everySeconds: 0 };
    const killed = new AbortController();
    let step = 0;
    const onProgress = () => void (++step === 7 && killed.abort(new Error('killed')));
    const half = tune(task, { checkpoint, signal: killed.signal, onProgress }, settings, 1);
    await expect(half).rejects.toThrow('killed');
    expect(await tune(task, { checkpoint }, settings, 1)).toEqual(cached);
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
