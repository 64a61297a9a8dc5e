import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type FewShotTask, type FitContext, toTensor } from '@shotbench/few-shot';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { adam, constantRate, softmaxCrossEntropy, tf, unitLength, zeros } from '@shotbench/tensor';
import { describe, expect, it, onTestFinished } from 'vitest';

import { batchFeatures, type ImageSettings, tuneOnImages, type TuneOnImagesOptions, visualWeights } from './index.ts';
import { largestDifference } from './testing/index.ts';

const SETTINGS: ImageSettings = { batchSize: 4, epochs: 2, cropScale: 0.5, views: null };
const PARTS = { rows: 3, of: ['pixels', 'labels'] };

type Changes = Partial<Pick<TuneOnImagesOptions, 'loss' | 'settings' | 'split' | 'frozenLayers'>>;

/** Learns an offset of the features, which says as much of the loop as anything. */
function tune(
  task: FewShotTask,
  context: Partial<FitContext>,
  { settings = SETTINGS, frozenLayers = 0, ...changes }: Changes = {},
) {
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
      ...changes,
    },
  );
}

function checkpointFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-tuning-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'fit.safetensors');
}

describe('tuneOnImages', () => {
  it.each([
    ['whole', {}],
    ['in parts', { split: PARTS }],
  ])('goes on after it was stopped at any step, to the last bit of the same result, batches %s', async (_, changes) => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const whole = await tune(task, {}, changes);
    expect(whole.steps).toBe(6);
    for (let stopAfter = 1; stopAfter < whole.steps; stopAfter++) {
      const path = checkpointFile();
      const killed = new AbortController();
      let step = 0;
      const half = tune(
        task,
        {
          checkpoint: { path, everySeconds: 0 },
          signal: killed.signal,
          onProgress: () => void (++step === stopAfter && killed.abort(new Error('killed'))),
        },
        changes,
      );
      await expect(half).rejects.toThrow('killed');
      expect(existsSync(path)).toBe(true);
      const seen: number[] = [];
      const rest = await tune(
        task,
        {
          checkpoint: { path, everySeconds: 1e9 },
          onProgress: ({ fraction }) => void seen.push(fraction * whole.steps),
        },
        changes,
      );
      expect(rest).toEqual(whole);
      expect(seen).toHaveLength(whole.steps - stopAfter);
    }
  });

  it('learns the same in parts, to rounding', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const [whole, parts] = [await tune(task, {}), await tune(task, {}, { split: PARTS })];
    expect(parts.finalLoss).toBeCloseTo(whole.finalLoss, 3);
    const offsets = [parts, whole].map(({ parameters }) => [...parameters['offset']!.data]);
    expect(largestDifference(offsets[0]!, offsets[1]!)).toBeLessThan(1e-5);
    await expect(tune(task, {}, { split: { ...PARTS, of: [] } })).rejects.toMatchObject({ code: 'TRAIN_SPLIT' });
  });

  it('computes no more images at once than its model has memory for', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const { textModel: model } = task;
    const vision = {
      kind: 'vit',
      imageSize: 224,
      patchSize: 16,
      width: 768,
      layers: 12,
      heads: 12,
      mlpWidth: 3072,
    } as const;
    const large = { ...task, textModel: { ...model!, config: { ...model!.config, vision } } };
    const images = async (of: FewShotTask, batchSize: number): Promise<number[]> => {
      const seen: number[] = [];
      await tune(
        of,
        {},
        {
          settings: { ...SETTINGS, batchSize, epochs: 1 },
          loss({ parameters, batch }) {
            const { pixels } = batch;
            seen.push(pixels!.shape[0]);
            return tf.mul(tf.mean(pixels!), tf.mean(parameters['offset']!));
          },
        },
      );
      return seen;
    };
    expect(await images(task, 15)).toEqual([15]);
    expect(await images(large, 4)).toEqual([4]);
    expect(await images(large, 15)).toEqual([8, 7]);
  });

  it('does not go on from the checkpoint of other settings', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const checkpoint = { path: checkpointFile(), everySeconds: 0 };
    await tune(task, { checkpoint });
    await expect(tune(task, { checkpoint }, { settings: { ...SETTINGS, batchSize: 3 } })).rejects.toThrow(
      'is of another training',
    );
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
    await tune({ ...task, images }, {}, { settings: { ...SETTINGS, epochs: 3, views: 2 } });
    expect(views).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0]);
  });

  it('ends in the same numbers where the first blocks are computed once, and goes on after it was stopped', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const settings = { ...SETTINGS, epochs: 4, views: 2 };
    const frozen = { settings, frozenLayers: 1 };
    const plain = await tune(task, {}, { settings });
    const cached = await tune(task, {}, frozen);
    expect(cached.finalLoss).toBeCloseTo(plain.finalLoss, 4);
    const [own, other] = [cached, plain].map(({ parameters }) => parameters['offset']!.data);
    own!.forEach((value, d) => expect(value).toBeCloseTo(other![d]!, 4));

    const checkpoint = { path: checkpointFile(), everySeconds: 0 };
    const killed = new AbortController();
    let step = 0;
    const onProgress = () => void (++step === 7 && killed.abort(new Error('killed')));
    const half = tune(task, { checkpoint, signal: killed.signal, onProgress }, frozen);
    await expect(half).rejects.toThrow('killed');
    expect(await tune(task, { checkpoint }, frozen)).toEqual(cached);
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
