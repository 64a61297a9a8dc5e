import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type FewShotTask, meanOf, normalizeRows } from '@shotbench/few-shot';
import { describeMethodContract, syntheticImageTask } from '@shotbench/few-shot/testing';
import { coOp } from '@shotbench/method-coop';
import { rAmt } from '@shotbench/method-mask-tuning';
import { tipAdapter } from '@shotbench/method-tip-adapter';
import { describe, expect, it, onTestFinished } from 'vitest';

import { coOpRAmt, tipAdapterRAmt } from './combinations.ts';

describeMethodContract(coOpRAmt);
describeMethodContract(tipAdapterRAmt);

const context = { execution: { threads: 1 }, seed: 2 };
const encoderSettings = { epochs: 2, batchSize: 8 };

/** A task with V = 2 views, tuned by R-AMT, and the same with the features of the tuned encoder. */
async function tunedByHand() {
  const { task: single, testPixels } = await syntheticImageTask({ shots: 3, spread: 2 });
  const { centre } = single.train;
  const task: FewShotTask = { ...single, train: { ...single.train, views: [centre, centre] } };
  const tuned = await rAmt.fit(task, rAmt.config.parse(encoderSettings), context);
  const encode = tuned.encode!;
  const rows = [...task.train.labels.keys()];
  const crop = (view: number) => task.images!.views(rows, { seed: 2, view, scale: [0.5, 1] });
  const views = [await encode(await crop(0)), await encode(await crop(1))];
  const features: FewShotTask = {
    ...task,
    train: {
      centre: await encode(await task.images!.centre(rows)),
      views,
      mean: normalizeRows(meanOf(views)),
      labels: task.train.labels,
    },
    validation: {
      features: await encode(await task.images!.validation([...task.validation.labels.keys()])),
      labels: task.validation.labels,
    },
  };
  return { task, tuned, features, testPixels };
}

describe('a method on the features of a tuned encoder', () => {
  it.each([
    ['tip-adapter-r-amt', tipAdapterRAmt, tipAdapter, {}],
    ['coop-r-amt', coOpRAmt, coOp, { epochs: 2 }],
  ] as const)('%s does what both do by hand, one after the other', async (_, combination, head, settings) => {
    const { task, tuned, features, testPixels } = await tunedByHand();
    const config = combination.config.parse({ encoder: encoderSettings, head: settings });
    const together = await combination.fit(task, config as never, context);
    const byHand = await head.fit(features, head.config.parse(settings) as never, context);
    const rows = await tuned.encode!(testPixels);
    expect(await together.encode!(testPixels)).toEqual(rows);
    expect(await together.logits(rows)).toEqual(await byHand.logits(rows));
    expect(together.trainableParameters).toBe(tuned.trainableParameters + byHand.trainableParameters);
    expect(together.details).toEqual({ ...byHand.details, encoder: tuned.details });
    // Masks change what the encoder sees.
    expect(tuned.details['sparsity']).toBeGreaterThan(0);
  });

  it('keeps what both have learned', async () => {
    const { task } = await syntheticImageTask({ shots: 3 });
    const folder = mkdtempSync(join(tmpdir(), 'shotbench-combination-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const config = coOpRAmt.config.parse({ encoder: encoderSettings, head: { epochs: 1 } });
    const classifier = await coOpRAmt.fit(task, config, context);
    classifier.save!(join(folder, 'run.safetensors'));
    expect(existsSync(join(folder, 'run.safetensors'))).toBe(true);
    expect(existsSync(join(folder, 'run-encoder.safetensors'))).toBe(true);
  });
});
