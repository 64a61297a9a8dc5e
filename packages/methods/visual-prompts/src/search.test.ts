import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { accuracy, type Classifier, type FewShotTask, predict, searched } from '@shotbench/few-shot';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { vptShallow } from './index.ts';

const SETTINGS = { epochs: 1, warmupEpochs: 0, promptTokens: 2 };
const RATES = [1e-4, 3];
const context = { execution: { threads: 1 }, seed: 4 };
const method = searched(vptShallow);
const config = method.config.parse({ ...SETTINGS, search: { kind: 'grid', space: { learningRate: RATES } } });

function hardTask() {
  return syntheticImageTask({ classes: 8, shots: 3, spread: 2.5 });
}

async function accuracyOn({ images, validation: { labels } }: FewShotTask, classifier: Classifier): Promise<number> {
  const pixels = await images!.validation([...labels.keys()]);
  return accuracy(predict(await classifier.logits(await classifier.encode!(pixels))), labels);
}

describe('a search of settings inside the image encoder', { timeout: 60_000 }, () => {
  it('compares candidates on validation images that their own encoders have read', async () => {
    const { task } = await hardTask();
    const expected = [];
    for (const learningRate of RATES) {
      const classifier = await vptShallow.fit(task, vptShallow.config.parse({ ...SETTINGS, learningRate }), context);
      expected.push(await accuracyOn(task, classifier));
    }
    // What tells a candidate's encoder from the clean one.
    expect(new Set(expected).size).toBe(2);

    const classifier = await method.fit(task, config, context);
    const { trials, validationAccuracy } = classifier.details['search'] as {
      trials: { validationAccuracy: number }[];
      validationAccuracy: number;
    };
    expect(trials.map((trial) => trial.validationAccuracy)).toEqual(expected);
    expect(validationAccuracy).toBe(Math.max(...expected));
    expect(await accuracyOn(task, classifier)).toBe(validationAccuracy);
  });

  it('does not show these images to the fits', async () => {
    const { task } = await hardTask();
    const seen: number[] = [];
    const watched = searched({
      ...vptShallow,
      fit: async (shown, ...rest) => {
        seen.push(shown.validation.labels.length, (await shown.images!.validation([0])).data.length);
        return vptShallow.fit(shown, ...rest);
      },
    });
    await watched.fit(task, config, context);
    expect(seen).toEqual([0, 0, 0, 0]);
  });

  it('goes on after it was killed, to the same result, and leaves no file', async () => {
    const { task } = await hardTask();
    const folder = mkdtempSync(join(tmpdir(), 'shotbench-search-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const whole = await method.fit(task, config, context);
    const checkpoint = { path: join(folder, 'fit.safetensors'), everySeconds: 0 };
    const killed = new AbortController();
    const half = method.fit(task, config, {
      ...context,
      checkpoint,
      signal: killed.signal,
      onProgress: ({ note }) => void (note.startsWith('trial 2/2, step 3') && killed.abort(new Error('killed'))),
    });
    await expect(half).rejects.toThrow('killed');
    expect(existsSync(`${checkpoint.path}.trial2`)).toBe(true);
    const steps: string[] = [];
    const rest = await method.fit(task, config, {
      ...context,
      checkpoint,
      onProgress: ({ note }) => void (note.includes('step') && steps.push(note.split(',').slice(0, 2).join())),
    });
    expect(rest.details).toEqual(whole.details);
    expect(steps).toEqual(['trial 1/2, step 6/6', 'trial 2/2, step 4/6', 'trial 2/2, step 5/6', 'trial 2/2, step 6/6']);
    expect(readdirSync(folder)).toEqual([]);
  });
});
